"""What can be asked of the list of funds, and the condition that the stored rows must meet."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.db.models import BooleanField, F, Func, Value
from msgspec import Struct
from msgspec.structs import replace

from .. import search
from .conditions import ALWAYS, NEVER, Condition

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
HOLDS = "lexemes @@ %s::tsquery"
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

    def is_plain(self) -> bool:
        """Whether it asks for every fund that is listed, in some order."""
        return not (self.text or self.filters or self.authorised_since or self.authorised_before)

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


def matching(query: FundQuery) -> Condition:
    """The rows that match; withdrawn funds only when a status is asked for."""
    found = of_every_status(query)
    return found if STATUS in query.filters else Condition("NOT is_withdrawn") & found


def of_every_status(query: FundQuery) -> Condition:
    """The rows that match, withdrawn funds among them."""
    found = ALWAYS
    for name, values in query.filters.items():
        found &= _condition(name, values)
    if query.authorised_since:
        found &= Condition("authorisation_date >= %s", (query.authorised_since,))
    if query.authorised_before:
        found &= Condition("authorisation_date < %s", (query.authorised_before,))
    return found & _searched(query) if query.text else found


def called_exactly(text: str) -> str:
    """The tsquery for funds whose name or identifier is just this; "" for none."""
    return search.exact_query(search.called(search.FUND, [text]))


def _searched(query: FundQuery) -> Condition:
    wanted = search.query(query.text, query.wider)
    return Condition(HOLDS, (f"{wanted} | {called_exactly(query.text)}",)) if wanted else NEVER


def _condition(name: str, values: tuple[str, ...]) -> Condition:
    column = FILTERS[name]
    if name in SEVERAL:
        return Condition(f"{column} && %s::varchar[]", (list(values),))
    return Condition(f"{column} = ANY(%s)", ([_typed(name, value) for value in values],))


def _typed(name: str, value: str) -> Any:
    if name == "isEtf":
        return value == "true"
    return int(value) if name == "riskLevel" else value
