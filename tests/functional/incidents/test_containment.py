"""Containment: each switch does what it says, asks why, and stands in the timeline."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from structlog.testing import capture_logs

from cms.accounts.models import User
from cms.incidents.checks import read_only
from cms.incidents.models import Incident, IntakePause, ReadOnlySwitch, read_only_since
from cms.operations.checks.registry import Scene
from cms.partners.models import ApiKey
from fundfeed.models import Message, Provider
from tests.factories.audit import events
from tests.factories.incidents import incident
from tests.factories.moderation import person
from tests.factories.partners import key_of, partner
from tests.functional.admin import rows
from tests.functional.admin.conftest import SignIn, confirm, sign_in

__all__ = ["sign_in"]
WHY = "A laptop was stolen"


@pytest.fixture
def administrator(sign_in: SignIn) -> Client:
    person("another", "System administrator")
    return sign_in("System administrator")


def throw(client: Client, made: Incident, switch: str, *, reason: str = WHY, **said: Any) -> str:
    form = {"deed": switch, "reason": reason, **said}
    return client.post(f"/admin/incidents/{made.number}/contain/", form, follow=True).content.decode()


def last_line(made: Incident) -> tuple[str, str]:
    entry = made.case.entries.order_by("pk").last()
    assert entry
    return entry.words, entry.note


def signed_in_as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    confirm(client, user)
    return client


def test_somebody_is_let_in_no_more(administrator: Client) -> None:
    made, eve = incident(), person("eve", "System operator")
    session = signed_in_as(eve)

    throw(administrator, made, "shut_out", person=eve.pk)

    assert not User.objects.get(pk=eve.pk).is_active
    assert session.get("/admin/").status_code == 302
    assert last_line(made) == ("eve is let in no more.", WHY)


def test_nobody_shuts_himself_out(administrator: Client) -> None:
    made, myself = incident(), User.objects.get(username="somebody")

    page = throw(administrator, made, "shut_out", person=myself.pk)

    assert "never oneself" in page
    assert User.objects.get(pk=myself.pk).is_active


def test_all_sessions_of_one_person_end_and_nobody_else_s(administrator: Client) -> None:
    made, eve = incident(), person("eve", "System operator")
    sessions = [signed_in_as(eve), signed_in_as(eve)]

    throw(administrator, made, "sign_out", person=eve.pk)

    assert [session.get("/admin/").status_code for session in sessions] == [302, 302]
    assert administrator.get("/admin/").status_code == 200
    assert last_line(made) == ("2 sessions of eve ended.", WHY)
    assert events("session.ended")[-1].comment == f"{made.number}: {WHY}"


def test_every_key_of_a_partner_is_revoked(administrator: Client) -> None:
    made, them = incident(), partner(name="Data House")
    key_of(them)

    throw(administrator, made, "revoke_keys", partner=them.pk)

    assert not ApiKey.objects.filter(revoked_at=None).exists()
    assert last_line(made) == ("Every key of Data House is revoked.", WHY)


def test_one_person_pauses_a_provider_s_intake_and_two_take_it_up_again(administrator: Client) -> None:
    made, provider = incident(), rows.provider("DEMO")
    another = signed_in_as(User.objects.get(username="another"))

    states, pages = [], []
    with capture_logs() as lines:
        for client in (administrator, administrator, administrator, another):
            pages.append(throw(client, made, "switch_intake", provider=provider.pk))
            states.append(Provider.objects.get(pk=provider.pk).is_enabled)

    told = [(line["switch"], line["incident"]) for line in lines if line["event"] == "containment.switched"]
    assert states == [False, False, False, True]
    assert "two people lift it" in pages[0]
    assert "You asked for it" in pages[2]
    assert told == [(f"intake_{how}", made.number) for how in ("off", "asked", "on")]
    assert last_line(made)[0].endswith("is taken in again, as somebody asked.")
    assert Message.objects.get(subject__contains="Agree").recipients == ["another@example.org"]


def test_who_asked_for_an_intake_and_was_shut_out_since_is_no_first_person(administrator: Client) -> None:
    made, provider = incident(), rows.provider("DEMO")
    for client in (administrator, signed_in_as(User.objects.get(username="another"))):
        throw(client, made, "switch_intake", provider=provider.pk)
    throw(administrator, made, "shut_out", person=User.objects.get(username="another").pk)

    page = throw(administrator, made, "switch_intake", provider=provider.pk)

    assert not Provider.objects.get(pk=provider.pk).is_enabled
    assert "somebody asks for its return" in page


def test_the_database_lets_nobody_agree_with_himself(administrator: Client) -> None:
    throw(administrator, incident(), "switch_intake", provider=rows.provider("DEMO").pk)
    myself = User.objects.get(username="somebody")

    with pytest.raises(IntegrityError, match="intake_lifted_by_two"), transaction.atomic():
        IntakePause.objects.update(asked_by=myself, lifted_by=myself, lifted_at=timezone.now())


def test_one_person_shuts_out_one_administrator_a_day(administrator: Client) -> None:
    made = incident()
    people = [person(name, "System administrator") for name in ("adam", "beth")]

    pages = [throw(administrator, made, "shut_out", person=one.pk) for one in people]
    by_another = signed_in_as(User.objects.get(username="another"))
    throw(by_another, made, "shut_out", person=people[1].pk)

    assert "somebody else does the next" in pages[1]
    assert not User.objects.filter(username__in=("adam", "beth"), is_active=True).exists()
    assert [line.words for line in made.case.entries.filter(action="contained")] == [
        "adam is let in no more.",
        "beth is let in no more.",
    ]


def test_read_only_mode_refuses_every_change_and_nothing_else_until_it_is_lifted(administrator: Client) -> None:
    made, add = incident(), "/admin/snippets/operations/maintenancewindow/add/"
    olga = signed_in_as(person("olga", "System operator"))
    throw(administrator, made, "switch_read_only")

    refused = olga.post(add, {"title": "New"})
    reads = [olga.get(address).status_code for address in ("/admin/", add, "/api/v1/status/")]
    note = administrator.post(f"/admin/incidents/{made.number}/", {"deed": "note", "note": "Still here"})
    sign_in_page = Client().post("/admin/login/", {"login": "a", "password": "b"})
    throw(administrator, made, "switch_read_only")
    taken = olga.post(add, {"title": "New"})

    assert (refused.status_code, refused["Retry-After"]) == (503, "600")
    assert WHY in refused.content.decode()
    assert reads == [200, 200, 200]
    assert (note.status_code, sign_in_page.status_code) == (302, 200)
    assert taken.status_code == 302
    assert [event.data["row"]["is_on"] for event in events("read_only.created")] == [True, False]


def test_read_only_mode_stands_on_the_dashboard_and_nobody_rewrites_that_it_was_set(administrator: Client) -> None:
    made = incident()
    throw(administrator, made, "switch_read_only")

    (result,) = read_only(Scene(at=timezone.now(), limits={}))

    assert result.sentence == f"The admin refuses every change, for {made.number}: {WHY}"
    with pytest.raises(DatabaseError), transaction.atomic():
        ReadOnlySwitch.objects.update(is_on=False)


@pytest.mark.parametrize("switch", ["shut_out", "sign_out", "revoke_keys", "switch_intake", "switch_read_only"])
def test_a_switch_without_a_reason_does_nothing(administrator: Client, switch: str) -> None:
    made = incident()

    page = throw(administrator, made, switch, reason=" ")

    assert "This field is required." in page
    assert made.case.entries.count() == 1


@pytest.mark.parametrize("role", ["System operator", "IT operator", "Business operator", "Auditor"])
def test_switches_are_for_system_administrators(sign_in: SignIn, role: str) -> None:
    made, client = incident(), sign_in(role)

    page = client.get(f"/admin/incidents/{made.number}/").content.decode()
    throw(client, made, "switch_read_only")

    assert "Switches" not in page
    assert not ReadOnlySwitch.objects.exists()


def test_a_closed_incident_has_no_switches(administrator: Client) -> None:
    made = incident()
    administrator.post(f"/admin/incidents/{made.number}/", {"deed": "close", "note": "A test"})

    throw(administrator, made, "switch_read_only")

    assert not ReadOnlySwitch.objects.exists()


def test_who_contains_proves_again_who_sits_there(administrator: Client) -> None:
    made, eve = incident(), person("eve", "System operator")
    session = administrator.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()

    answer = administrator.post(
        f"/admin/incidents/{made.number}/contain/", {"deed": "shut_out", "reason": WHY, "person": eve.pk}
    )

    assert answer.headers["Location"].startswith("/admin/sign-in/")
    assert User.objects.get(pk=eve.pk).is_active


@pytest.mark.parametrize("switch", ["switch_intake", "switch_read_only"])
def test_a_switch_that_somebody_else_threw_meanwhile_is_not_thrown_back(administrator: Client, switch: str) -> None:
    made, demo = incident(), rows.provider("DEMO")
    page = administrator.get(f"/admin/incidents/{made.number}/contain/").content.decode()
    found = re.search(r'name="stands" value="([^"]*)"', page)
    assert found
    said = {"provider": str(demo.pk), "stands": found[1]}

    throw(administrator, made, switch, **said)
    again = throw(administrator, made, switch, **said)

    assert "meanwhile" in again
    assert (read_only_since() is not None) == (switch == "switch_read_only")
    assert Provider.objects.get(pk=demo.pk).is_enabled == (switch != "switch_intake")


@pytest.mark.parametrize("switch", ["switch_intake", "switch_read_only"])
def test_two_who_throw_a_switch_in_the_same_moment_come_one_after_the_other(administrator: Client, switch: str) -> None:
    made, demo = incident(), rows.provider("DEMO")

    with CaptureQueriesContext(connection) as asked:
        throw(administrator, made, switch, provider=str(demo.pk))

    statements = [query["sql"] for query in asked]
    locked = next(place for place, sql in enumerate(statements) if "pg_advisory_xact_lock" in sql)
    assert not [sql for sql in statements[:locked] if "incidents_intakepause" in sql]
    assert [sql for sql in statements[locked:] if "incidents_intakepause" in sql]
