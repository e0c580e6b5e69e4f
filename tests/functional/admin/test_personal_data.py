"""Personal data: a register, retention that runs, and who looked."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from cms.accounts import roles
from cms.operations.states import State
from cms.privacy import register
from cms.privacy.forgetting import forget_all
from cms.privacy.models import RetentionRun, last_runs
from cms.privacy.register import Entry, entries
from fundfeed.models import Message
from fundfeed.services import post_message
from tests.factories.audit import events
from tests.functional.operations.test_checks import found

from .conftest import SignIn
from .people import person

SCREEN = "/admin/reports/personal-data/"
READERS = {roles.AUDITOR, roles.BUSINESS_OPERATOR, roles.SYSTEM_ADMINISTRATOR}


@pytest.mark.parametrize("role", roles.ROLES)
def test_who_answers_for_personal_data_reads_the_register(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)

    answer = client.get(SCREEN)

    assert (answer.status_code == 200) == (role in READERS)
    assert role not in READERS or all(entry.title in answer.content.decode() for entry in entries())


def test_what_is_older_than_its_time_goes_and_what_is_not_stays(db: None) -> None:
    now = timezone.now()
    old, new, waits = (
        post_message(recipients=["ada@fund.test"], subject=name, text="") for name in ("old", "new", "waits")
    )
    Message.objects.filter(pk__in=(old.pk, waits.pk)).update(created_at=now - timedelta(days=401))
    Message.objects.exclude(pk=waits.pk).update(sent_at=now)
    attempt = {"user_agent": "x", "username": "ada", "failures_since_start": 1}
    AccessAttempt.objects.create(ip_address="192.0.2.1", **attempt)
    AccessAttempt.objects.update(attempt_time=now - timedelta(days=2))

    forget_all(at=now)

    assert set(Message.objects.values_list("subject", flat=True)) == {new.subject, waits.subject}
    assert not AccessAttempt.objects.exists()
    assert {code: run.removed for code, run in last_runs().items() if run.removed} == {"mails": 1, "attempts": 1}


def test_one_kind_that_can_t_be_forgotten_keeps_no_other_from_it_and_operators_see_it(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_before: object) -> int:
        raise OSError("no such thing")

    kind: dict[str, Any] = {
        "title": "Stubborn",
        "fields": frozenset(("a.B.c",)),
        "whose": "w",
        "why": "y",
        "basis": "b",
    }
    monkeypatch.setattr(register, "_entries", dict(register._entries))
    before = found("retention")["retention", ""]
    register.register(Entry(code="stubborn", days=1, forget=refuse, on_request="goes", **kind))

    runs = forget_all(at=timezone.now())
    after = found("retention")["retention", ""]

    assert [run.entry for run in runs if run.trouble] == ["stubborn"]
    assert (before.state, after.state) == (State.WARN, State.BAD)
    assert "Stubborn: OSError: no such thing" in after.sentence
    assert "no such thing" in sign_in(roles.AUDITOR).get(SCREEN).content.decode()


def test_a_run_of_retention_is_never_changed(db: None) -> None:
    forget_all(at=timezone.now())

    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), connection.cursor() as cursor:
        cursor.execute("UPDATE privacy_retentionrun SET removed = 7")


def test_an_entry_says_how_long_in_one_way_only() -> None:
    kind: dict[str, Any] = {
        "title": "t",
        "fields": frozenset[str](),
        "whose": "w",
        "why": "y",
        "basis": "b",
        "on_request": "goes",
    }

    with pytest.raises(ValueError, match="say either"):
        register.register(Entry(code="half", days=3, **kind))


@pytest.mark.parametrize(
    ("screen", "shown"),
    [
        ("/admin/users/", "the list of users"),
        ("/admin/reports/access-review/", "the access review"),
        ("/admin/reports/sign-ins/", "the report of sign-ins"),
    ],
)
def test_who_looks_at_personal_data_stands_in_the_audit_trail(sign_in: SignIn, screen: str, shown: str) -> None:
    client = sign_in(roles.BUSINESS_OPERATOR)

    client.get(screen)
    Client().get(screen)

    (event,) = events("personal_data.looked_at")
    assert (event.actor, event.label) == ("somebody", shown)


def test_whose_page_was_looked_at_is_told(sign_in: SignIn) -> None:
    client, ada = sign_in(roles.BUSINESS_OPERATOR), person("ada", roles.MARKETING)

    client.get(f"/admin/users/edit/{ada.pk}/")

    (event,) = events("personal_data.looked_at")
    assert (event.object_type, event.object_id, event.label) == ("accounts.user", str(ada.pk), "a user: ada")
    assert RetentionRun.objects.count() == 0
