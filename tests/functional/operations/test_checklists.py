"""Checklists: ticked off by person, with what the checks said then, and never changed afterwards."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.accounts.models import User
from cms.operations.checklists.shipped import CHECKLISTS
from cms.operations.checklists.ticking import tick
from cms.operations.checks.known import registered
from cms.operations.models import ChecklistTick, CheckResult
from tests.factories.audit import last_event
from tests.functional.admin.conftest import SignIn, sign_in

__all__ = ["sign_in"]
SCREEN = "/admin/operations/checklists/"


def post(client: Client, item: str, *, fine: bool = True, note: str = "") -> str:
    form = {"checklist": "morning", "item": item, "is_fine": "yes" if fine else "no", "note": note}
    return client.post(SCREEN, form, follow=True).content.decode()


def test_a_tick_says_who_when_and_what_the_checks_said_and_stands_in_the_audit_trail(sign_in: SignIn) -> None:
    now = timezone.now()
    said = {"state": "warn", "sentence": "3 records held back.", "since": now, "checked_at": now, "seconds": 0}
    CheckResult.objects.create(name="holds", subject="DEMO", **said)

    page = post(sign_in("System operator"), "held", note="Sent to the provider")

    assert "Seen to by somebody at" in page
    assert re.search(r"look at it\s*</span>\s*Records held back", page)
    assert "its checks said “look at it”: Sent to the provider" in page
    assert "7 left" in page or "later today" in page
    event = last_event()
    assert (event.action, event.data["row"]["item"]) == ("operations.checklist.created", "held")


def test_trouble_needs_a_note_and_a_second_tick_leaves_the_first(sign_in: SignIn) -> None:
    client = sign_in("IT operator")

    refused = post(client, "log", fine=False)
    post(client, "log", fine=False, note="Errors of the mail server")
    page = post(client, "log", note="The mail server is back")

    assert "Say what isn&#x27;t well." in refused
    assert page.index("The mail server is back") < page.index("Errors of the mail server")
    assert ChecklistTick.objects.count() == 2


def test_nobody_changes_a_tick_and_readers_make_none(sign_in: SignIn) -> None:
    client = sign_in("Auditor")
    made = tick(checklist="morning", item="log", by=User.objects.get(), at=timezone.now(), is_fine=True)

    page, answer = client.get(SCREEN), client.post(SCREEN, {"checklist": "morning", "item": "log"})
    with pytest.raises(DatabaseError), transaction.atomic():
        ChecklistTick.objects.filter(pk=made.pk).update(note="Never mind")

    assert page.status_code == 200
    assert '<form method="post" class="ops-checklist__form"' not in page.content.decode()
    assert answer.status_code in (302, 403)
    assert ChecklistTick.objects.count() == 1


def test_a_past_day_is_there_to_be_read(sign_in: SignIn) -> None:
    client = sign_in("System operator")
    yesterday = timezone.now() - timedelta(days=1)
    tick(checklist="evening", item="tonight", by=User.objects.get(), at=yesterday, is_fine=True, note="Nothing planned")

    page = client.get(f"{SCREEN}?day={timezone.localdate(yesterday)}").content.decode()

    assert "Nothing planned" in page
    assert "Nobody saw to it." in page
    assert "1 of 4" in page
    assert "Trouble</button>" not in page


def test_the_screen_asks_as_much_for_a_full_day_as_for_an_empty_one(sign_in: SignIn) -> None:
    client = sign_in("System operator")

    def queries() -> int:
        client.get(SCREEN)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(SCREEN).status_code == 200
        return len(asked)

    empty = queries()
    by, at = User.objects.get(), timezone.now()
    for checklist in CHECKLISTS:
        for item in checklist.items:
            tick(checklist=checklist.code, item=item.code, by=by, at=at, is_fine=True)

    assert queries() == empty


def test_items_name_checks_that_there_are() -> None:
    named = {name for checklist in CHECKLISTS for item in checklist.items for name in item.checks}

    assert named <= {check.name for check in registered()}
