"""Lists and inbox cost as much for fifteen as for five, whatever is listed and however it stands."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from cms.access.models import AccessChange
from cms.cases.models import CaseTimes
from cms.cases.models.times import rules
from cms.changes.models import ChangeRequest, StandardChange
from cms.content.models import Banner, FrequentQuestion, LegalNotice, Redirect
from cms.feeds.models import DeliveryDecision, FeedPolicy
from cms.funds.models import DocumentTypeDefinition, DocumentUpload, FundEditorial
from cms.incidents.models import IncidentMessage
from cms.incidents.models.message import purposes
from cms.moderation.screens.inbox import ON_DASHBOARD
from cms.moderation.snippets import Moderated
from cms.operations.limits import MEASURES
from cms.operations.models import MaintenanceWindow, StatusNotice, Threshold
from cms.partners.models import KeyRequest, Partner
from cms.privacy.models import PersonalDataRequest
from cms.support.models import HelpArticle
from fundfeed.models import Delivery, Provider
from tests.factories.access import proposal
from tests.factories.changes import change_request, standard_change
from tests.factories.content import banner, home, legal_notice, page_below, question, redirect
from tests.factories.document_types import document_type
from tests.factories.moderation import maintenance_window, person, reject, status_notice, submit, threshold
from tests.factories.partners import draft_partner, partner
from tests.factories.privacy import data_request
from tests.factories.support import article
from tests.functional.admin import rows

pytestmark = pytest.mark.django_db
FEW, MANY = 5, 15


def delivery(number: int, **values: Any) -> Delivery:
    return rows.delivery(Provider.objects.first() or rows.provider(), f"DEMO-{number}", **values)


def decision(number: int) -> DeliveryDecision:
    brought = delivery(number, applied_at=None, uploaded_by="maker")
    return DeliveryDecision.objects.create(kind="reject", delivery=brought, reason="Known")


def editorial(number: int) -> FundEditorial:
    fund = rows.fund(delivery(number), f"DEM{number:05}")
    return FundEditorial.objects.create(fund=fund, corrections="[]", reason="as agreed")


def uploaded(number: int) -> DocumentUpload:
    fund = rows.fund(delivery(number), f"DEM{number:05}")
    said = {"document_type": "NT", "document_date": date(2026, 11, 1), "reason": "The site is down"}
    return DocumentUpload.objects.create(fund=fund, title_en="Notice", **said)


def policy(number: int) -> FeedPolicy:
    hours = {"expected_at": time(5), "cut_off": time(8), "hours_reason": "Earlier now"}
    return FeedPolicy.objects.create(provider=rows.provider(f"P{number}"), limits="[]", **hours)


KINDS: dict[type[Any], Callable[[int], Any]] = {
    AccessChange: lambda number: proposal(person(f"ada{number}")),
    Banner: lambda number: banner(title=f"Banner {number}"),
    CaseTimes: lambda number: CaseTimes.objects.create(rule=rules()[number][0], reason="As agreed"),
    ChangeRequest: lambda number: change_request(title=f"Change {number}"),
    DeliveryDecision: decision,
    DocumentTypeDefinition: lambda number: document_type(code=f"T{number}"),
    DocumentUpload: uploaded,
    FeedPolicy: policy,
    FrequentQuestion: lambda number: question(order=number),
    FundEditorial: editorial,
    IncidentMessage: lambda number: IncidentMessage.objects.create(
        purpose=purposes()[number][0], subject="It is late", text="It comes."
    ),
    HelpArticle: lambda number: article(slug=f"article-{number}"),
    KeyRequest: lambda number: KeyRequest.objects.create(partner=partner(name=f"Data {number}"), reason="Lost"),
    LegalNotice: lambda number: legal_notice(version=str(number)),
    MaintenanceWindow: lambda number: maintenance_window(title=f"Window {number}"),
    PersonalDataRequest: lambda number: data_request(person(f"eve{number}")),
    Redirect: lambda number: redirect(old_path=f"/old-{number}/"),
    Partner: lambda number: draft_partner(name=f"Data {number}"),
    StandardChange: lambda number: standard_change(title=f"Change {number}"),
    StatusNotice: lambda number: status_notice(title_en=f"Late {number}"),
    Threshold: lambda number: threshold(list(MEASURES)[number]),
}
SIZES: dict[type[Any], tuple[int, int]] = {
    Threshold: (2, len(MEASURES)),  # there is one for each measure
    CaseTimes: (2, len(rules())),  # and one for each rule
    IncidentMessage: (2, 8),  # and one for each purpose; the public ones need two languages
}


def queries(client: Client, address: str) -> list[str]:
    client.get(address)  # what is asked once in a process isn't counted
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def make(things: range, of: Callable[[int], Any]) -> None:
    """Every other one waits for a decision."""
    for number in things:
        thing = of(number)
        if number % 2:
            submit(thing)


def test_every_moderated_snippet_is_counted_here() -> None:
    assert set(KINDS) == {model for model in get_snippet_models() if issubclass(model, Moderated)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind._meta.model_name)
def test_a_list_asks_as_much_for_fifteen_as_for_five(at_checker: Client, kind: type[Any]) -> None:
    address = reverse(kind.snippet_viewset.get_url_name("list"))
    five, fifteen = SIZES.get(kind, (FEW, MANY))
    make(range(five), KINDS[kind])
    few = queries(at_checker, address)

    make(range(five, fifteen), KINDS[kind])

    assert len(queries(at_checker, address)) == len(few)


def test_the_list_of_pages_asks_as_much_for_fifteen_as_for_five(at_maker: Client) -> None:
    parent = home()
    address = reverse("wagtailadmin_explore", args=[parent.pk])
    make(range(FEW), lambda number: page_below(parent, title=f"Page {number}"))
    few = queries(at_maker, address)

    make(range(FEW, MANY), lambda number: page_below(parent, title=f"Page {number}"))

    assert len(queries(at_maker, address)) == len(few)


@pytest.mark.parametrize("address", ["/admin/", "/admin/review/"])
def test_inbox_and_dashboard_ask_no_more_for_ten_more(at_checker: Client, address: str) -> None:
    for number in range(ON_DASHBOARD):  # as many as it shows, where it counts the rest with one query
        submit(KINDS[Banner](number))
    few = queries(at_checker, address)

    for number in range(MANY - FEW):
        submit(KINDS[MaintenanceWindow](number))

    assert len(queries(at_checker, address)) == len(few)


def test_what_came_back_asks_as_much_for_fifteen_as_for_five(at_maker: Client) -> None:
    for number in range(FEW):
        reject(submit(KINDS[Banner](number)))
    few = queries(at_maker, "/admin/review/")

    for number in range(MANY - FEW):
        reject(submit(KINDS[MaintenanceWindow](number)))

    assert len(queries(at_maker, "/admin/review/")) == len(few)
