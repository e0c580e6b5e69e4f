"""The types that documents may have, as two people set them."""

import re
from functools import partial

import structlog
from django.db import transaction

from ..models import DocumentType
from ..records import document_types as records
from ..records.document_types import TYPE_CODE
from ..signals import document_type_changed
from .people import by_two_people

log = structlog.get_logger(__name__)


class UnusableTypeError(ValueError):
    """No document could bear this type; the message says why."""


@transaction.atomic
def set_document_type(
    *, wanted: records.DocumentType, position: int, by: str, approved_by: str, reason: str
) -> DocumentType:
    """Let documents be of this type, or change what is said of it, from the next run on.

    A run that is under way goes on with the types with which it began. Raises `OnePersonError`, `UnusableTypeError`.
    """
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    if not re.search(TYPE_CODE, wanted.code):
        raise UnusableTypeError(f"“{wanted.code}” can't be a code: 2 to 10 capital letters and digits.")
    row, is_new = DocumentType.objects.update_or_create(
        code=wanted.code,
        defaults={
            "name_en": wanted.name.en,
            "name_zh_hant": wanted.name.zh_hant,
            "position": position,
            "is_expected": wanted.is_expected,
            "expected_every_days": wanted.expected_every_days,
            "is_retired": wanted.is_retired,
        },
    )
    transaction.on_commit(partial(document_type_changed.send_robust, DocumentType), robust=True)
    log.info("feed.document_type", code=row.code, is_new=is_new, by=by, approved_by=approved_by)
    return row
