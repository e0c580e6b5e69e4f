"""Which version of a legal notice a visitor accepted."""

from datetime import datetime
from uuid import UUID

from .models import LegalAcceptance, LegalNotice


class UnknownVersionError(LookupError):
    """No published version of a legal notice has this wording."""


def accept(*, text_sha256: str, at: datetime) -> LegalAcceptance:
    """Keep that somebody accepted this wording; raises `UnknownVersionError`. The receipt is all that names him."""
    for notice in LegalNotice.objects.filter(live=True).select_related("locale"):
        if notice.text_sha256() == text_sha256:
            return LegalAcceptance.objects.create(notice=notice, text_sha256=text_sha256, accepted_at=at)
    raise UnknownVersionError(f"No published legal notice has the wording {text_sha256[:64]}.")


def accepted_with(receipt: UUID) -> LegalAcceptance | None:
    """What was accepted with this receipt, and when; None when it isn't one of ours."""
    return LegalAcceptance.objects.select_related("notice__locale").filter(receipt=receipt).first()
