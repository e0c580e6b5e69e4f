"""How people find funds, share classes and documents in the admin: by words of a name, or by an identifier.

Plain conditions instead of Wagtail's search index: the feed writes set-based, so that index would be stale, and
identifiers and Chinese names want exact beginnings and infixes, which it doesn't offer.
"""

from functools import reduce
from operator import and_

from django.db.models import Q

from fundfeed.models import DocumentTarget, ShareClass

SHORTEST_IDENTIFIER = 3


def funds_matching(text: str) -> Q:
    """Funds with every typed word in their name, umbrella or house, or with that fund ID or ISIN."""
    return _every_word(text, "name", "name_zh", "umbrella_name", "fund_group") | _identified(
        text, Q(fund_id__istartswith=text), Q(fund_id__in=_funds_with_isin(text))
    )


def share_classes_matching(text: str) -> Q:
    """Share classes with every typed word in their name, with that ISIN, or of the fund with that ID."""
    return _every_word(text, "name") | _identified(text, Q(isin__startswith=text.upper()), Q(fund_id=text.upper()))


def corrections_matching(text: str) -> Q:
    """Corrections by fundId, fund, field, reason or people."""
    return _every_word(text, "fund_id", "fund__name", "pointer", "reason", "by", "approved_by")


def documents_matching(text: str) -> Q:
    """Documents with every typed word in their title, with that ID or checksum, or about that fund or share class."""
    about = DocumentTarget.objects.filter(target_id=text.upper()).values("document")
    return _every_word(text, "title") | _identified(
        text,
        Q(document_id__istartswith=text),
        Q(file_name__startswith=text.lower()),
        Q(file__sha256__startswith=text.lower()),
        Q(document_id__in=about),
    )


def _every_word(text: str, *fields: str) -> Q:
    words = [_any_field(word, fields) for word in text.split()]
    return reduce(and_, words, Q())


def _any_field(word: str, fields: tuple[str, ...]) -> Q:
    return Q(*[(f"{field}__icontains", word) for field in fields], _connector=Q.OR)


def _identified(text: str, *conditions: Q) -> Q:
    if len(text) < SHORTEST_IDENTIFIER or " " in text:
        return Q(pk__in=[])
    return Q(*conditions, _connector=Q.OR)


def _funds_with_isin(text: str) -> object:
    return ShareClass.objects.filter(isin__startswith=text.upper()).values("fund")
