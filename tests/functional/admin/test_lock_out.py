"""Who guesses passwords is locked out for a while, and nobody else with them."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.test.client import RequestFactory
from pytest_django.fixtures import Settings

from cms.accounts.lock_out import client_address, is_locked_out

from .people import enter, is_in, person

LIMIT, ADDRESS_LIMIT = 5, 20


@pytest.fixture(autouse=True)
def _nobody_has_tried(fresh_limits: None) -> None:
    pass


def guess(client: Client, username: str = "ada", *, times: int = 1, address: str = "192.0.2.1") -> int:
    """Try wrong passwords; returns the status of the last answer."""
    data = {"login": username, "password": "wrong"}
    return [client.post("/admin/login/", data, REMOTE_ADDR=address).status_code for _ in range(times)][-1]


def test_the_fifth_wrong_password_locks_and_the_right_one_no_longer_opens(client: Client, db: None) -> None:
    ada = person("ada", "Auditor")

    before, fifth = guess(client, times=4), guess(client)
    enter(client)

    assert (before, fifth) == (200, 429)
    assert is_locked_out(ada)
    assert not is_in(client)


def test_the_page_says_how_long_and_who_helps(client: Client, db: None) -> None:
    guess(client, times=4)

    page = client.post("/admin/login/", {"login": "ada", "password": "wrong"}, REMOTE_ADDR="192.0.2.1").content.decode()

    assert "Wait 15 minutes" in page
    assert "can let you in sooner" in page


def test_another_address_or_spelling_doesnt_help_the_guesser(client: Client, db: None) -> None:
    person("ada", "Auditor")

    last = [
        guess(client, name, address=f"192.0.2.{number}")
        for number, name in enumerate(["ada", "Ada", "ADA", "aDa", "adA"])
    ]

    assert last[-1] == 429


def test_colleagues_at_the_same_address_still_come_in(client: Client, db: None) -> None:
    person("max", "Marketing")

    guess(client, times=LIMIT)
    enter(client, "max")

    assert is_in(client)


def test_one_address_that_tries_many_names_is_locked_too(client: Client, db: None) -> None:
    answers = [guess(client, f"user{number}") for number in range(ADDRESS_LIMIT)]

    assert (answers[-2], answers[-1]) == (200, 429)
    assert guess(Client(), "somebody", address="192.0.2.2") == 200


def test_a_success_forgets_ones_own_failures_and_nobody_elses(client: Client, db: None) -> None:
    person("ada", "Auditor")
    guess(client, times=4)
    guess(client, "max", times=4)

    enter(client)

    assert guess(Client(), "ada") == 200
    assert guess(Client(), "max") == 429


def test_the_lock_ends_by_itself(client: Client, db: None) -> None:
    person("ada", "Auditor")
    guess(client, times=LIMIT)

    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=16))
    enter(client)

    assert is_in(client)


def test_trying_on_doesnt_lengthen_the_lock(client: Client, db: None) -> None:
    guess(client, times=LIMIT)
    before = AccessAttempt.objects.get().attempt_time

    guess(client, times=3)

    assert AccessAttempt.objects.get().attempt_time == before


def test_an_operator_unlocks_a_name_or_an_address_by_command(client: Client, db: None) -> None:
    ada = person("ada", "Auditor")
    guess(client, times=LIMIT)

    out = StringIO()
    call_command("unlock_user", "ada", stdout=out)
    call_command("unlock_user", "--address", "192.0.2.1", stdout=out)

    assert not is_locked_out(ada)
    assert out.getvalue().splitlines() == ["ada: may try again", "192.0.2.1: nothing stood against it"]
    with pytest.raises(CommandError, match="Name a user"):
        call_command("unlock_user")


@pytest.mark.parametrize(
    ("proxies", "expected"), [(0, "10.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")], ids=["none", "one", "two"]
)
def test_only_our_own_proxies_are_believed_about_addresses(settings: Settings, proxies: int, expected: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    forged = "1.2.3.4, 203.0.113.9, 198.51.100.7"

    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forged)

    assert client_address(request) == expected


def test_no_password_is_kept_with_the_attempts(client: Client, db: None) -> None:
    client.post("/admin/login/", {"login": "ada", "password": "my secret password"})

    [attempt] = AccessAttempt.objects.all()

    assert "my secret password" not in attempt.post_data + attempt.get_data
