"""The query parameters of lists of funds, and what they ask for."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from django.http import QueryDict
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from api.asking import parameters
from api.asking.links import Direction
from api.description.openapi import date_parameter, number_parameter, text_parameter
from fundfeed.records.feed import AUTHORISED_STATUSES, WITHDRAWN_STATUSES
from fundfeed.selectors.fund_query import FILTERS, STATUS, FundQuery

ALIASES = {"status": STATUS}
NAMES = {name: (name, *(alias for alias, meant in ALIASES.items() if meant == name)) for name in FILTERS}
ORDERINGS = (
    *("relevance", "name", "-name", "nameZhHant", "-nameZhHant"),
    *("authorisationDate", "-authorisationDate", "publishedAt", "-publishedAt"),
)
STATUSES = (*AUTHORISED_STATUSES, *WITHDRAWN_STATUSES)
ACCEPTED = {STATUS: STATUSES, "isEtf": ("true", "false"), "riskLevel": ("1", "2", "3", "4", "5")}
EXAMPLES = {
    "assetClass": "equity",
    "fundDomicileAlpha2": "IE",
    "fundCurrency": "USD",
    "shareClassCurrency": "EUR",
    "fundGroupName": "Amundi",
    "umbrellaId": "UMB-CCB60DB7",
    "legalForm": "Company With Variable Capital (SICAV)",
    "riskLevel": "3",
    STATUS: "suspended",
    "shareClassDistributionPolicy": "distributing",
    "isEtf": "true",
}


def _filter(name: str) -> OpenApiParameter:
    return text_parameter(
        name,
        f"Only funds with one of these values of `{name}`.",
        repeatable=True,
        enum=ACCEPTED.get(name),
        examples=[OpenApiExample(EXAMPLES[name], [EXAMPLES[name]])],
    )


FILTER_PARAMETERS = [
    text_parameter(
        "search",
        "Words of a name in any language, an ISIN or four and more of its characters, a ticker or a fundId; "
        "beginnings will do. When nothing is found, unknown words are replaced by the nearest known ones, and "
        "`isApproximate` says so.",
        examples=[OpenApiExample("A name", "world dividend"), OpenApiExample("Part of an ISIN", "81041387")],
    ),
    *map(_filter, FILTERS),
    text_parameter("status", f"Another name of `{STATUS}`.", repeatable=True, enum=STATUSES),
    date_parameter("authorisedSince", "Only funds authorised on this day or later."),
    date_parameter("authorisedBefore", "Only funds authorised before this day."),
]
ORDERING = text_parameter(
    "ordering",
    "`relevance` when something is searched for, else `name`. `nameZhHant` is by radical and stroke; `publishedAt` is "
    "when the profile changed last. Equals come by fundId.",
    enum=ORDERINGS,
)
PAGE_PARAMETERS = [
    number_parameter("pageSize", "Entries on a page; 20 unless told.", least=1, most=100),
    text_parameter("cursor", "A place in the list, from `next` or `previous`."),
]
Key = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]*$")]
CURSORS = {
    "relevance": tuple[Direction, Annotated[int, msgspec.Meta(ge=0, le=9)], Key, Key],
    "name": tuple[Direction, Key, Key],
    "nameZhHant": tuple[Direction, Key, Key],
    "authorisationDate": tuple[Direction, date, Key],
    "publishedAt": tuple[Direction, datetime, Key],
}


def fund_query(query: QueryDict) -> FundQuery:
    """What the parameters ask for."""
    text = parameters.text(query, "search")
    ordering = parameters.one_of(query, "ordering", ORDERINGS, default="relevance" if text else "name")
    order: Any = ordering.removeprefix("-")
    return FundQuery(
        text=text,
        filters=_filters(query),
        authorised_since=parameters.day(query, "authorisedSince"),
        authorised_before=parameters.day(query, "authorisedBefore"),
        order="name" if order == "relevance" and not text else order,
        is_descending=ordering.startswith("-"),
    )


def page_size(query: QueryDict) -> int:
    """How many entries a page has."""
    return parameters.number(query, "pageSize", default=20, least=1, most=100)


def _filters(query: QueryDict) -> dict[str, tuple[str, ...]]:
    asked = (name for name, names in NAMES.items() if not query.keys().isdisjoint(names))
    return {name: values for name in asked if (values := _values(query, name))}


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    given = (value for one in NAMES[name] for value in parameters.texts_of(query, one, ACCEPTED.get(name)))
    return tuple(dict.fromkeys(given))
