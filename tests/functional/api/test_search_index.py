"""The search index answers with the same bytes as the list itself, and not at all once it no longer holds."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.models import ListedFund, TermPlaces
from fundfeed.search import FILTER
from fundfeed.selectors import search_index
from fundfeed.selectors.fund_query import FundQuery
from fundfeed.services import index_search
from infra.deliveries import Delivery
from tests.factories.public_answers import API

TYPED = [
    *("credit", "cred", "c", "credit epargne", "Crédit Épargne", "amundi msci", "amundi msci emerging markets ucits"),
    *("信貸", "信", "信貸 credit", "zeta 股息", "quill", "quillon", "twin", "etf", "fund", "ucits etf usd", "o'neill"),
    *("IE00", "00B4", "lu", "1", "DEM00001", "viden", "dividnd", "twni fudn", "xyzzyx", "!", "\x02", "x" * 200, "ie o"),
]
ORDERS = ("relevance", "name", "-name")
Filters = dict[str, str | list[str]]
FILTERS: tuple[Filters, ...] = (
    {"assetClass": "equity"},
    {"assetClass": ["equity", "bond"], "fundCurrency": ["USD", "EUR"], "isEtf": "true"},
    {"shareClassCurrency": ["USD", "CHF"], "shareClassDistributionPolicy": "distributing"},
    {"riskLevel": ["1", "4", "5"], "fundDomicileAlpha2": ["IE", "LU"]},
    {"fundGroupName": "no such house"},
    {"assetClass": "equity\x02bond"},
    {"authorisationStatus": ["authorised", "deauthorised"]},
    {"authorisedSince": "2010-01-01", "assetClass": "equity"},
)


def pages(typed: str, ordering: str, filters: Filters | None = None) -> Iterator[bytes]:
    """Every page on, then one page back."""
    asked: Filters = {"search": typed, "ordering": ordering, "pageSize": "5", **(filters or {})}
    at: str | None = f"{API}/funds/?" + urlencode(asked, doseq=True)
    back = None
    while at:
        answer = Client().get(at)
        assert answer.status_code == 200, answer.content
        yield answer.content
        at, back = answer.json()["next"], answer.json()["previous"]
    if back:
        yield Client().get(back).content


def statements(typed: str, filters: Filters | None = None) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(f"{API}/funds/", {"search": typed, **(filters or {})}).status_code == 200
    return len(queries)


def holds() -> bool:
    question = search_index.Question(FundQuery(text="twin", order="name"), None, False, 20)
    return search_index.found(question) is not None


@pytest.fixture
def index(public_record: Delivery) -> None:
    assert index_search()


@pytest.mark.parametrize("ordering", ORDERS)
def test_the_index_answers_with_the_same_bytes_as_the_list(public_record: Delivery, ordering: str) -> None:
    names = [fund["legalFundNameOnly"]["en"] for fund in public_record.funds[10:24]]
    isins = [fund["shareClasses"][0]["isin"] for fund in public_record.funds[:3]]
    typed = [*TYPED, *names, *(name[:9] for name in names), *isins, *(isin[3:9] for isin in isins)]
    by_the_list = {text: list(pages(text, ordering)) for text in typed}

    index_search()

    assert {text: list(pages(text, ordering)) for text in typed} == by_the_list
    assert any(len(found) > 3 for found in by_the_list.values())


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_with_filters_it_answers_with_the_same_bytes_too(public_record: Delivery, filters: Filters) -> None:
    asked = [(typed, ordering) for typed in ("etf", "fund", "IE00", "quill", "dividnd") for ordering in ORDERS]
    by_the_list = [list(pages(*one, filters)) for one in asked]

    index_search()

    assert [list(pages(*one, filters)) for one in asked] == by_the_list


def test_a_filtered_question_costs_as_much_as_any(index: None) -> None:
    filters: Filters = {"assetClass": ["equity", "bond"], "isEtf": ["true", "false"]}

    assert [statements("fund", filters), statements("fund", filters)] == [2, 1]


def test_an_index_that_knows_of_no_filters_leaves_them_to_the_list(public_record: Delivery) -> None:
    by_the_list = list(pages("etf", "name", {"fundCurrency": ["USD", "EUR"]}))
    index_search()

    TermPlaces.objects.filter(term__startswith=FILTER).delete()

    assert list(pages("etf", "name", {"fundCurrency": ["USD", "EUR"]})) == by_the_list
    assert len(by_the_list) > 2


def test_a_question_costs_two_statements_and_one_when_it_is_asked_again(index: None) -> None:
    assert [statements("epargne cred"), statements("epargne cred")] == [2, 1]


@pytest.mark.parametrize(
    "changed", [{"is_withdrawn": True}, {"sort_name": "a"}, {"lexemes": ""}, {"asset_class": "b"}, {"is_etf": None}]
)
def test_what_changes_after_the_index_is_found_as_it_is_now(index: None, changed: dict[str, object]) -> None:
    list(pages("twin", "name"))

    ListedFund.objects.filter(sort_name__contains="twin").update(**changed)

    after = list(pages("twin", "name"))
    assert not holds()
    assert index_search()
    assert list(pages("twin", "name")) == after


def test_a_fund_that_comes_and_one_that_goes_are_noticed(index: None) -> None:
    one = ListedFund.objects.order_by("sort_name")[0]

    ListedFund.objects.filter(pk=one.pk).delete()
    assert not holds()
    assert index_search()
    assert not index_search()
    one.save(force_insert=True)

    assert not holds()


def test_new_figures_leave_the_index_as_it_is(index: None) -> None:
    ListedFund.objects.update(summary=b"{}")

    assert holds()
    assert not index_search()


def test_an_answer_of_two_moments_is_not_given(index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = search_index._looked_up

    def while_somebody_publishes(question: search_index.Question) -> object:
        found = looked_up(question)
        ListedFund.objects.filter(sort_name__contains="credit").update(is_withdrawn=True)
        return found

    monkeypatch.setattr(search_index, "_looked_up", while_somebody_publishes)

    assert Client().get(f"{API}/funds/", {"search": "credit", "ordering": "name"}).json()["results"] == []
