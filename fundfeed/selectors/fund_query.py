"""What can be asked of the list of funds, and the stored rows that match it."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from msgspec import Struct
from msgspec.structs import replace

from .. import search
from ..models import ListedFund

FILTERS: Mapping[str, str] = {
    "assetClass": "asset_class",
    "fundDomicileAlpha2": "domicile",
    "fundCurrency": "currency",
    "shareClassCurrency": "share_class_currencies",
    "fundGroupName": "fund_group",
    "umbrellaId": "umbrella_id",
    "legalForm": "legal_form",
    "riskLevel": "risk_level",
    "authorisationStatus": "status",
    "shareClassDistributionPolicy": "distribution_policies",
    "isEtf": "is_etf",
}
SEVERAL = ("shareClassCurrency", "shareClassDistributionPolicy")  # a fund has them by its share classes
STATUS = "authorisationStatus"
Order = Literal["relevance", "name", "nameZhHant", "authorisationDate", "publishedAt"]


class FundQuery(Struct, frozen=True, kw_only=True):
    """What is asked for: typed words, accepted values by filter, dates, and the order.

    `wider` names the words that will do instead of a typed one.
    """

    text: str = ""
    wider: Mapping[str, tuple[str, ...]] = {}
    filters: Mapping[str, tuple[str, ...]] = {}
    authorised_since: date | None = None
    authorised_before: date | None = None
    order: Order = "name"
    is_descending: bool = False

    def without(self, name: str) -> "FundQuery":
        """The same without this filter."""
        return replace(self, filters={other: values for other, values in self.filters.items() if other != name})


class Matches(Func):
    """Whether the terms of a row satisfy a tsquery of ours, which PostgreSQL takes as it is."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, wanted: str) -> None:
        super().__init__(F("lexemes"), Value(wanted))


def matching(query: FundQuery) -> QuerySet[ListedFund]:
    """The rows that match; withdrawn funds only when a status is asked for."""
    rows = of_every_status(query)
    return rows if STATUS in query.filters else rows.filter(is_withdrawn=False)


def of_every_status(query: FundQuery) -> QuerySet[ListedFund]:
    """The rows that match, withdrawn funds among them."""
    rows = ListedFund.objects.all()
    for name, values in query.filters.items():
        rows = rows.filter(_condition(name, values))
    if query.authorised_since:
        rows = rows.filter(authorisation_date__gte=query.authorised_since)
    if query.authorised_before:
        rows = rows.filter(authorisation_date__lt=query.authorised_before)
    return _searched(rows, query) if query.text else rows


def called_exactly(text: str) -> str:
    """The tsquery for funds whose name or identifier is just this; "" for none."""
    return search.exact_query(search.called(search.FUND, [text]))


def _searched(rows: QuerySet[ListedFund], query: FundQuery) -> QuerySet[ListedFund]:
    wanted = search.query(query.text, query.wider)
    return rows.filter(Matches(f"{wanted} | {called_exactly(query.text)}")) if wanted else rows.none()


def _condition(name: str, values: tuple[str, ...]) -> Q:
    if name == "isEtf":
        return Q(is_etf__in=[value == "true" for value in values])
    if name in SEVERAL:
        return Q(**{f"{FILTERS[name]}__overlap": list(values)})
    return Q(**{f"{FILTERS[name]}__in": values})
