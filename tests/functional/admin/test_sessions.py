"""A session ends when nobody uses it and when it is old; who changes people is asked again."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from .people import PASSWORD, enter, is_in, person

HOUR = 3600


@pytest.fixture(autouse=True)
def _nobody_has_tried(fresh_limits: None) -> None:
    pass


def wind_back(client: Client, *names: str, seconds: float) -> None:
    """Make what the session noted so much older."""
    session = client.session
    session.update({name: session[name] - seconds for name in names})
    session.save()


def test_a_session_that_nobody_used_for_half_an_hour_ends(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)
    assert is_in(client)

    wind_back(client, "session_seen", seconds=HOUR / 2 + 1)

    assert client.get("/admin/")["Location"] == "/admin/login/?next=%2Fadmin%2F"
    assert not is_in(client)


def test_using_it_keeps_it(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)
    assert is_in(client)

    wind_back(client, "session_seen", seconds=HOUR / 3)
    assert is_in(client)
    wind_back(client, "session_seen", seconds=HOUR / 3)

    assert is_in(client)


def test_after_twelve_hours_it_ends_even_if_it_is_used(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)
    assert is_in(client)

    wind_back(client, "session_started", seconds=12 * HOUR + 1)

    assert not is_in(client)


def test_the_cookie_ends_with_the_browser_and_scripts_cant_read_it(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)

    cookie = client.cookies["sessionid"]

    assert cookie["max-age"] == ""
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "page",
    [
        "/admin/users/new/",
        "/admin/users/edit/{pk}/",
        "/admin/groups/new/",
    ],
)
def test_who_changes_people_is_asked_again(client: Client, db: None, settings: Settings, page: str) -> None:
    root = person("root", is_superuser=True)
    enter(client, "root")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    address = page.format(pk=root.pk)

    for answer in (client.get(address), client.post(address, {"username": "eve"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/sign-in/confirm/?next=")
    assert client.get("/admin/users/").status_code == 200


def test_the_password_again_opens_the_page_that_was_asked_for(client: Client, db: None) -> None:
    person("root", is_superuser=True)
    enter(client, "root")
    session = client.session
    session["account_authentication_methods"][0]["at"] -= HOUR
    session.save()

    asked = client.get("/admin/users/new/")["Location"]
    client.post(asked, {"password": "wrong", "next": "/admin/users/new/"})
    still_closed = client.get("/admin/users/new/").status_code
    led_to = client.post(asked, {"password": PASSWORD, "next": "/admin/users/new/"})["Location"]

    assert still_closed == 302
    assert led_to == "/admin/users/new/"
    assert client.get("/admin/users/new/").status_code == 200
