"""Lists of funds as they were: the versions that held at a moment, by page."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from msgspec import Struct

from .. import search
from ..models import ListedVersion
from ..records.feed import WITHDRAWN_STATUSES
from .fund_query import Matches
from .keys import beyond, capped, cut, ordered
from .listed_funds import Page, of_funds

FILTERS: Mapping[str, str] = {
    "authorisationStatus": "status",
    "fundGroupName": "fund_group",
    "umbrellaId": "umbrella_id",
    "assetClass": "asset_class",
    "fundDomicileAlpha2": "domicile",
    "fundCurrency": "currency",
}
KEYS = ("sort_name", "fund_id")


class PastQuery(Struct, frozen=True, kw_only=True):
    """What is asked for: the moment before which the versions held, typed words, values by filter, the order."""

    before: datetime
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = {}
    is_descending: bool = False


def page(query: PastQuery, *, size: int, keys: tuple[str, str] | None = None, is_backward: bool = False) -> Page:
    """The `size` rows after the row with these sort `keys`, or before it."""
    runs_down = query.is_descending != is_backward
    rows = matching(query).order_by(*ordered(KEYS, runs_down))
    if keys is not None:
        rows = rows.filter(beyond(KEYS, keys, runs_down))
    found = list(rows.values_list("summary", *KEYS)[: size + 1])
    part = cut(found, size=size, is_backward=is_backward, is_first=keys is None)
    return of_funds(part, total=capped(matching(query)))


def matching(query: PastQuery) -> QuerySet[ListedVersion]:
    """The versions that held; those of withdrawn funds only when a status is asked for."""
    statuses = query.filters.get("authorisationStatus", ())
    withdrawn = {status in WITHDRAWN_STATUSES for status in statuses} or {False}
    rows = ListedVersion.objects.filter(
        is_withdrawn__in=withdrawn, valid_from__lt=query.before, valid_to__gte=query.before
    )
    for name, values in query.filters.items():
        rows = rows.filter(**{f"{FILTERS[name]}__in": values})
    if query.text:
        wanted = search.query(query.text)
        rows = rows.filter(Matches(wanted)) if wanted else rows.none()
    return rows
