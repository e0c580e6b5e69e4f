"""Everybody sees where they are signed in and signs out there; whoever may shut people out ends their sessions."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.accounts import roles
from cms.accounts.models import User
from cms.accounts.sessions import end_sessions, open_sessions
from cms.privacy.forgetting import sessions_told
from fundfeed.models import Message
from tests.factories.audit import events, settle

from .conftest import SignIn
from .people import PASSWORD, enter, is_in, person
from .test_sessions import HOUR, wind_back

SCREEN = "/admin/account/sessions/"
OTHERS = f"{SCREEN}others/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1"


@pytest.fixture(autouse=True)
def _nobody_has_tried(fresh_limits: None) -> None:
    pass


@pytest.fixture
def here(db: None) -> Client:
    """Ada at her desk."""
    person("ada", roles.AUDITOR)
    client = Client(headers={"user-agent": FIREFOX})
    enter(client)
    return client


@pytest.fixture
def elsewhere(here: Client) -> Client:
    """Ada on her telephone."""
    client = Client(headers={"user-agent": SAFARI})
    enter(client)
    return client


def test_the_screen_says_where_one_is_signed_in_and_which_one_this_is(here: Client, elsewhere: Client) -> None:
    person("bob", roles.AUDITOR)
    enter(Client(), "bob")

    page = here.get(SCREEN).content.decode()
    rows = re.findall(r'<th scope="row">(\w+ on \w+)</th>.*?<td>\s*(<strong>This one|<a)', page, re.DOTALL)

    assert sorted(rows) == [("Firefox on Windows", "<strong>This one"), ("Safari on iPhone", "<a")]
    assert SCREEN in here.get("/admin/account/").content.decode()
    for client in (here, elsewhere):
        assert str(client.session.session_key) not in page


def test_what_the_next_click_would_end_isnt_shown(here: Client, elsewhere: Client) -> None:
    ada = person_called("ada")
    wind_back(elsewhere, "session_seen", seconds=HOUR / 2 + 1)

    shown = open_sessions(person=ada, at=timezone.now())

    assert [one.browser for one in shown] == ["Firefox on Windows"]


def test_what_a_former_secret_key_began_is_shown_and_ended(here: Client, elsewhere: Client, settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-that-is-long-enough-for-whoever-checks-its-length"
    client = Client(headers={"user-agent": FIREFOX})
    enter(client)

    shown = open_sessions(person=person_called("ada"), at=timezone.now())
    client.post(OTHERS)

    assert len(shown) == 3
    assert [is_in(one) for one in (client, here, elsewhere)] == [True, False, False]


def test_one_session_is_ended_and_the_others_stay(here: Client, elsewhere: Client) -> None:
    third = Client()
    enter(third)
    [address] = re.findall(rf'href="({SCREEN}[0-9a-f]+/)">Sign out there<span[^>]*>: Safari', page_of(here))

    asked = here.get(address).content.decode()
    here.post(address)

    assert "Safari on iPhone" in asked
    assert "Firefox" not in asked
    assert [is_in(client) for client in (here, elsewhere, third)] == [True, False, True]
    assert here.get(address).status_code == 404


def test_all_others_are_ended_and_the_audit_trail_says_so(here: Client, elsewhere: Client) -> None:
    person("bob", roles.AUDITOR)
    somebody_else = Client()
    enter(somebody_else, "bob")

    here.post(OTHERS)
    settle()

    assert [is_in(client) for client in (here, elsewhere, somebody_else)] == [True, False, True]
    assert [(event.actor, event.label) for event in events("session.ended")] == [("ada", "ada")]


def test_nobody_ends_the_session_of_another_or_by_looking(here: Client, elsewhere: Client) -> None:
    person("bob", roles.AUDITOR)
    bob = Client()
    enter(bob, "bob")
    [mark] = [one.mark for one in open_sessions(person=person_called("bob"), at=timezone.now())]

    here.post(f"{SCREEN}{mark}/")
    here.get(OTHERS)

    assert is_in(bob)
    assert is_in(elsewhere)


def test_after_a_while_it_asks_who_sits_there_before_it_ends_anything(
    here: Client, elsewhere: Client, settings: Settings
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0

    refused = here.post(OTHERS)["Location"]
    still_in = is_in(elsewhere)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = HOUR
    led_to = here.post(refused, {"password": PASSWORD, "next": OTHERS})["Location"]
    here.post(led_to)

    assert refused.startswith("/admin/sign-in/confirm/?next=")
    assert still_in
    assert not is_in(elsewhere)


@pytest.mark.parametrize("role", roles.ROLES)
def test_whoever_may_shut_somebody_out_ends_their_sessions_with_a_reason(
    sign_in: SignIn, elsewhere: Client, role: str
) -> None:
    ada = person_called("ada")
    client = sign_in(role)
    may = role in {roles.SYSTEM_ADMINISTRATOR, roles.BUSINESS_OPERATOR}

    client.post(f"/admin/users/end-sessions/{ada.pk}/", {"reason": "Her telephone was stolen"})
    settle()

    assert is_in(elsewhere) != may
    ended = [(event.actor, event.object_id, event.comment) for event in events("session.ended")]
    assert ended == ([("somebody", str(ada.pk), "Her telephone was stolen")] if may else [])
    mails = Message.objects.filter(subject="Access changed: All sessions of ada were ended")
    assert ["ada@fund.test" in mail.recipients for mail in mails] == [True] * may


def test_the_way_to_it_stands_on_the_users_screen(sign_in: SignIn, here: Client) -> None:
    ada = person_called("ada")
    client = sign_in(roles.BUSINESS_OPERATOR)

    page = client.get(f"/admin/users/edit/{ada.pk}/").content.decode()

    assert f"/admin/users/end-sessions/{ada.pk}/" in page


def test_a_copy_of_ones_data_tells_of_sessions_without_their_keys(here: Client) -> None:
    ada = person_called("ada")

    [told] = sessions_told(ada)
    ended = end_sessions(person=ada)

    assert sorted(told) == ["browser", "seen", "since"]
    assert told["browser"] == "Firefox on Windows"
    assert ended == 1


def page_of(client: Client) -> str:
    """The screen, as it is now."""
    return client.get(SCREEN).content.decode()


def person_called(username: str) -> User:
    """Somebody who is there already."""
    return User.objects.get(username=username)
