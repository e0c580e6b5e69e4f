"""The report "Audit trail": what it shows, what it exports, and to whom it is closed."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from cms.accounts.models import User
from cms.accounts.roles import INFORMATION_PROVIDER, ROLES
from cms.audit.models import AuditEvent, AuditSeal
from cms.audit.services import record
from tests.factories.audit import events, settle
from tests.factories.rights import give

TRAIL = "/admin/reports/audit-trail/"
READERS = {"Auditor", "System administrator"}


def somebody(role: str) -> Client:
    user = User.objects.create_user(f"some {role}".lower())
    give(user, role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def auditor(db: None) -> Client:
    """Somebody who may read the trail."""
    return somebody("Auditor")


def act(label: str, **values: Any) -> AuditEvent:
    record(action="test.act", actor="mandy", label=label, **values)
    settle()
    return AuditEvent.objects.get(label=label)


def page(client: Client, query: str = "") -> str:
    answer = client.get(TRAIL + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_auditors_and_system_administrators_open_it_and_nobody_else(db: None, role: str) -> None:
    event = act("An act")
    client = somebody(role)
    addresses = [TRAIL, f"{TRAIL}results/", f"{TRAIL}{event.pk}/", f"{TRAIL}?export=csv", f"{TRAIL}?export=xlsx"]

    codes = {client.get(address).status_code for address in addresses}

    assert codes == ({200} if role in READERS else {404} if role == INFORMATION_PROVIDER else {302})


def test_only_readers_see_it_in_the_menu(db: None) -> None:
    assert TRAIL in somebody("Auditor").get("/admin/").content.decode()
    assert TRAIL not in somebody("Content manager").get("/admin/").content.decode()


def test_an_event_shows_who_what_which_object_and_why(auditor: Client) -> None:
    act("Summer banner", comment="New season", data={"changes": {"title": ["Spring", "Summer"]}})

    html = page(auditor)

    assert all(text in html for text in ("mandy", "Summer banner", "New season", "title: Spring → Summer"))


def test_the_page_of_an_event_shows_everything_escaped(auditor: Client) -> None:
    event = act("<script>alert(1)</script>", data={"changes": {"title": ["<b>", None]}})

    html = auditor.get(f"{TRAIL}{event.pk}/").content.decode()

    assert event.hash in html
    assert "&lt;b&gt;" in html
    assert "<script>alert(1)" not in html


FILTERS = [
    ("?actor=mand", {"Mine"}),
    ("?action=test.act", {"Mine"}),
    ("?action=test.other", {"Theirs"}),
    ("?about=heir", {"Theirs"}),
    ("?about=4711", {"Theirs"}),
    ("?comment=season", {"Mine"}),
    ("?address=192.0.2.", {"Theirs"}),
    ("?at_from=2000-01-01&at_to=2000-01-02", set()),
]


@pytest.mark.parametrize(("query", "shown"), FILTERS)
def test_filters_find_by_each_question(auditor: Client, query: str, shown: set[str]) -> None:
    act("Mine", comment="New season")
    record(action="test.other", actor="chris", label="Theirs", obj=Group(pk=4711), request=a_request())
    settle()

    html = page(auditor, query)

    assert {label for label in ("Mine", "Theirs") if f'<td class="trail__text">{label}<' in html} == shown


def a_request() -> Any:
    from django.test import RequestFactory

    return RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")


def test_csv_holds_what_an_auditor_needs_to_recompute(auditor: Client) -> None:
    event = act("=HYPERLINK(1)", data={"changes": {"title": ["Spring", "Summer"]}})

    content = b"".join(auditor.get(f"{TRAIL}?export=csv&action=test.act")).decode()

    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["sequence"], row["hash"], row["previous_hash"]) == (str(event.pk), event.hash, event.previous_hash)
    assert row["changes"] == '{"title": ["Spring", "Summer"]}'
    assert row["label"] == "'=HYPERLINK(1)"


def test_xlsx_survives_what_somebody_typed_as_a_name(auditor: Client) -> None:
    Client().post("/admin/login/", {"login": "a\x01b", "password": "x"})
    settle()

    content = b"".join(auditor.get(f"{TRAIL}?export=xlsx&action=session.refused"))

    rows = list(load_workbook(io.BytesIO(content)).active.values)
    assert rows[1][8] == "a\ufffdb"


def test_an_export_of_the_trail_is_in_the_trail(auditor: Client) -> None:
    auditor.get(f"{TRAIL}?export=csv")

    assert [event.label for event in events("export.downloaded")] == [TRAIL]


def seal(**values: Any) -> None:
    AuditSeal.objects.create(**{"at": timezone.now(), "sequence": 1, "hash": "0" * 64, "count": 1234, **values})


def test_the_state_of_the_trail_stands_on_top(auditor: Client) -> None:
    assert "not verified yet" in page(auditor)

    seal()
    assert "All 1,234 events" in page(auditor)

    seal(at=timezone.now() - timedelta(days=3))
    assert "not verified lately" in page(auditor)

    seal(faults=[{"sequence": 7, "what": "Event 7 was changed."}])
    assert "Event 7 was changed." in page(auditor)


def test_the_list_takes_as_many_queries_for_forty_events_as_for_two(auditor: Client) -> None:
    act("First")
    page(auditor)
    few = queries_of(auditor)
    for number in range(40):
        record(action="test.act", actor="mandy", label=f"Act {number}")
    settle()

    assert queries_of(auditor) == few


def queries_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(client, "?action=test.act")
    return len(queries)
