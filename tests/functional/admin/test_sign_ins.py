"""What happens at the door, on a screen; and a mail to who signs in where they never did."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.accounts import roles
from cms.security import sign_ins
from cms.security.devices import COOKIE
from fundfeed.models import Message
from tests.factories.audit import events, settle

from .conftest import SignIn
from .people import enter, person
from .test_lock_out import guess

SCREEN = "/admin/reports/sign-ins/"
READERS = {roles.AUDITOR, roles.BUSINESS_OPERATOR, roles.SYSTEM_ADMINISTRATOR}


@pytest.fixture(autouse=True)
def _nobody_has_tried(fresh_limits: None) -> None:
    pass


@pytest.mark.parametrize("role", roles.ROLES)
def test_who_lets_people_in_and_who_audits_sees_it_and_nobody_else(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)

    shown = client.get(SCREEN).status_code == 200

    assert shown == (role in READERS)
    assert ("reports/sign-ins/" in client.get("/admin/").content.decode()) == (role in READERS)


def test_refusals_are_counted_by_account_and_by_address_and_what_nobody_is_called_isnt_told(sign_in: SignIn) -> None:
    client = sign_in(roles.AUDITOR)
    person("ada", roles.MARKETING)
    guess(Client(), "ada", times=2, address="192.0.2.1")
    guess(Client(), "Ada", address="192.0.2.2")
    guess(Client(), "my-password-in-the-wrong-box", address="192.0.2.2")
    settle()

    accounts = sign_ins.by_account(at=timezone.now(), days=7)
    addresses = sign_ins.by_address(at=timezone.now(), days=7)
    page = client.get(SCREEN).content.decode()

    assert [(line.what, line.times, line.others) for line in accounts] == [
        ("ada", 3, 2),
        ("names that nobody has", 1, 1),
    ]
    assert [(line.what, line.times) for line in addresses] == [("192.0.2.1", 2), ("192.0.2.2", 2)]
    assert "my-password-in-the-wrong-box" not in page


def test_addresses_are_shown_for_thirty_days(sign_in: SignIn) -> None:
    guess(Client(), "ada")
    settle()

    later = sign_ins.by_address(at=timezone.now() + timedelta(days=31), days=365)

    assert later == []


def test_who_is_locked_out_is_let_in_again_from_there(sign_in: SignIn) -> None:
    client = sign_in(roles.BUSINESS_OPERATOR)
    ada = person("ada", roles.MARKETING)
    guess(Client(), "ada", times=5, address="192.0.2.1")
    for number in range(20):
        guess(Client(), f"user{number}", address="192.0.2.9")

    page = client.get(SCREEN).content.decode()
    client.post(f"{SCREEN}let-in/", {"address": "192.0.2.9"})

    assert f"/admin/users/let-in/{ada.pk}/" in page
    assert "whoever comes from 192.0.2.9" in page
    assert [one.what for one in sign_ins.locked_out(at=timezone.now())] == ["ada"]
    assert events("session.let_in_again")[0].label == "192.0.2.9"


def test_an_auditor_reads_and_lets_nobody_in(sign_in: SignIn) -> None:
    client = sign_in(roles.AUDITOR)
    guess(Client(), "ada", times=5, address="192.0.2.1")

    client.post(f"{SCREEN}let-in/", {"address": "192.0.2.1"})

    assert AccessAttempt.objects.filter(ip_address="192.0.2.1").exists()


def test_it_takes_as_many_queries_for_twenty_names_as_for_two(sign_in: SignIn) -> None:
    client = sign_in(roles.AUDITOR)

    def queries(numbers: range) -> int:
        for number in numbers:
            person(f"user{number}", roles.MARKETING)
            guess(Client(), f"user{number}", address=f"192.0.2.{number}")
        settle()
        with CaptureQueriesContext(connection) as made:
            client.get(SCREEN)
        return len(made)

    queries(range(1))
    assert queries(range(1, 3)) == queries(range(3, 20))


def test_who_signs_in_from_a_browser_that_we_dont_know_is_mailed_once(client: Client, db: None) -> None:
    person("ada", "Auditor")

    enter(client)
    client.post("/admin/logout/")
    enter(client)
    enter(Client())

    mails = Message.objects.filter(subject="You signed in from a new device")
    assert [mail.recipients for mail in mails] == [["ada@fund.test"]] * 2
    assert "192" not in mails[0].text


def test_a_forged_cookie_makes_no_browser_known_and_the_real_one_is_out_of_reach_of_scripts(
    client: Client, db: None, settings: Settings
) -> None:
    person("ada", "Auditor")
    client.cookies[COOKIE] = "WzFd:forged"

    enter(client)

    assert Message.objects.filter(subject="You signed in from a new device").count() == 1
    assert client.cookies[COOKIE]["httponly"]
    assert client.cookies[COOKIE]["path"] == "/admin/"


def test_who_shares_a_browser_is_known_there_each(client: Client, db: None) -> None:
    person("ada", "Auditor")
    person("bob", "Auditor")
    for name in ("ada", "bob", "ada", "bob"):
        enter(client, name)
        client.post("/admin/logout/")

    assert Message.objects.filter(subject="You signed in from a new device").count() == 2
