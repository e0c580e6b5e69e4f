"""Which version of a legal notice a visitor accepted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from . import selectors
from .models import LegalAcceptance
from .payloads import LegalNotice


class UnknownNoticeError(LookupError):
    """No version of this legal notice is in force in any language."""


class NotInForceError(ValueError):
    """Another wording is in force now; `in_force` has it in each language."""

    def __init__(self, in_force: Sequence[LegalNotice]) -> None:
        versions = ", ".join(f"{notice.version} ({notice.locale})" for notice in in_force)
        super().__init__(f"This wording isn't in force. In force is {versions}.")
        self.in_force = tuple(in_force)


def accept(*, kind: str, text_sha256: str, at: datetime) -> LegalAcceptance:
    """Keep that somebody accepted this wording, in force at that moment; the receipt is all that names him.

    Raises `UnknownNoticeError` and `NotInForceError`.
    """
    in_force = selectors.legal_in_force(kind=kind, at=at)
    if not in_force:
        raise UnknownNoticeError(f"No version of the legal notice “{kind}” is in force.")
    for notice_id, notice in in_force:
        if notice.text_sha256 == text_sha256:
            return LegalAcceptance.objects.create(notice_id=notice_id, text_sha256=text_sha256, accepted_at=at)
    raise NotInForceError([notice for _, notice in in_force])


def accepted_with(receipt: UUID) -> LegalAcceptance | None:
    """What was accepted with this receipt, and when; None when it isn't one of ours."""
    return LegalAcceptance.objects.select_related("notice__locale").filter(receipt=receipt).first()


def sum_up_old() -> int:
    """Keep those of more than two years ago as numbers; says how many receipts went."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT content_sum_acceptances(%s)", [timezone.get_default_timezone_name()])
        (gone,) = cursor.fetchone()
    return int(gone)
