"""Lists of funds: filters, search, order and pages over the rows that publication stored."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Count, F, Func, IntegerField, Q, QuerySet, Value, When
from msgspec import Struct

from .. import search
from ..models import ListedFund
from ..records.public import FacetValue, Total

COUNT_CAP = 1000
FILTERS: Mapping[str, str] = {
    "assetClass": "asset_class",
    "fundDomicileAlpha2": "domicile",
    "fundCurrency": "currency",
    "fundGroupName": "fund_group",
    "umbrellaId": "umbrella_id",
    "authorisationStatus": "status",
    "shareClassDistributionPolicy": "distribution_policies",
    "isEtf": "is_etf",
}
FACETS = tuple(name for name in FILTERS if name != "umbrellaId")


class FundQuery(Struct, frozen=True, kw_only=True):
    """What is asked for: typed words, accepted values by filter, and the order."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = {}
    order: Literal["relevance", "name", "authorisationDate"] = "name"
    is_descending: bool = False


class Page(Struct, frozen=True):
    """One page: stored summaries, and the sort keys of the rows at its ends where more lie beyond them."""

    summaries: tuple[bytes, ...]
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None


def page(query: FundQuery, *, size: int, keys: Sequence[Any] | None = None, is_backward: bool = False) -> Page:
    """The `size` rows after the row with these sort `keys`, or before it."""
    columns, is_descending = _order(query)
    runs_down = is_descending != is_backward
    rows = matching(query).order_by(*(f"-{column}" if runs_down else column for column in columns))
    if keys is not None:
        rows = rows.filter(_beyond(columns, keys, runs_down))
    found = list(rows.values_list("summary", *columns)[: size + 1])
    has_more = len(found) > size
    shown = found[:size][::-1] if is_backward else found[:size]
    more_before, more_after = (has_more, keys is not None) if is_backward else (keys is not None, has_more)
    return Page(
        summaries=tuple(bytes(row[0]) for row in shown),
        before=tuple(shown[0][1:]) if shown and more_before else None,
        after=tuple(shown[-1][1:]) if shown and more_after else None,
    )


def total(query: FundQuery) -> Total:
    """How many funds match, counted up to 1,000."""
    count = matching(query).order_by()[: COUNT_CAP + 1].count()
    return Total(value=min(count, COUNT_CAP), relation="gte" if count > COUNT_CAP else "eq")


def facets(query: FundQuery) -> dict[str, tuple[FacetValue, ...]]:
    """For each filter its values among the funds that match all other filters, the most frequent first."""
    return {name: _facet(query, name) for name in FACETS}


def matching(query: FundQuery) -> QuerySet[ListedFund]:
    """The rows that match; withdrawn funds only when a status is asked for."""
    rows = _filtered(query)
    return rows if "authorisationStatus" in query.filters else rows.filter(is_withdrawn=False)


def _filtered(query: FundQuery) -> QuerySet[ListedFund]:
    rows = ListedFund.objects.all()
    for name, values in query.filters.items():
        rows = rows.filter(_condition(name, values))
    if query.text:
        rows = _searched(rows, query)
    return rows


def _condition(name: str, values: tuple[str, ...]) -> Q:
    column = FILTERS[name]
    if name == "isEtf":
        return Q(is_etf__in=[value == "true" for value in values])
    if name == "shareClassDistributionPolicy":
        return Q(distribution_policies__overlap=list(values))
    return Q(**{f"{column}__in": values})


def _searched(rows: QuerySet[ListedFund], query: FundQuery) -> QuerySet[ListedFund]:
    begins = When(sort_name__startswith=search.folded(query.text.strip()), then=Value(0))
    ranked = rows.annotate(rank=Case(begins, default=Value(1), output_field=IntegerField()))
    wanted = search.query(query.text)
    return ranked.filter(lexemes=SearchQuery(wanted, search_type="raw", config="simple")) if wanted else ranked.none()


def _order(query: FundQuery) -> tuple[tuple[str, ...], bool]:
    if query.order == "relevance" and query.text:
        return ("rank", "sort_name", "fund_id"), False
    column = "authorisation_date" if query.order == "authorisationDate" else "sort_name"
    return (column, "fund_id"), query.is_descending


def _beyond(columns: Sequence[str], keys: Sequence[Any], runs_down: bool) -> Q:
    """(a, b) > (x, y) as conditions that an index on (a, b) can serve."""
    compare = "lt" if runs_down else "gt"
    condition = Q()
    for column, key in reversed(list(zip(columns, keys, strict=True))):
        further = Q(**{f"{column}__{compare}": key})
        condition = further | (Q(**{column: key}) & condition) if condition else further
    return condition & Q(**{f"{columns[0]}__{compare}e": keys[0]})


def _facet(query: FundQuery, name: str) -> tuple[FacetValue, ...]:
    others = {other: values for other, values in query.filters.items() if other != name}
    column = FILTERS[name]
    rows = _filtered(FundQuery(text=query.text, filters=others)).order_by()
    if name != "authorisationStatus" and "authorisationStatus" not in others:
        rows = rows.filter(is_withdrawn=False)
    value = Func(F(column), function="unnest") if name == "shareClassDistributionPolicy" else F(column)
    counted = rows.values(value=value).annotate(count=Count("*")).order_by("-count", "value")
    return tuple(
        FacetValue(value=_shown(row["value"]), count=row["count"]) for row in counted if row["value"] not in (None, "")
    )


def _shown(value: str | bool) -> str:
    return value if isinstance(value, str) else str(value).lower()
