"""The second factor: who needs it gets nowhere without, and a lost phone is no lost account."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from cms.accounts.roles import AUDITOR, INFORMATION_PROVIDER, ROLES
from cms.accounts.secrets import decrypt
from cms.settings.people import roles_with_second_factor

from . import rows
from .people import code_now, enter, give_phone, is_in, person, secret_on

ENROL = "/admin/sign-in/second-factor/totp/activate/"
PAGES = ("/admin/", "/admin/snippets/fundfeed/fund/", "/admin/account/", "/admin/reports/site-history/", "/admin/x/")


@pytest.fixture(autouse=True)
def _auditors_need_it(settings: Settings, fresh_limits: None) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({AUDITOR})
    settings.MFA_TOTP_PERIOD = 10**9  # a code that changed between being read and being sent would be refused


@pytest.mark.parametrize("page", PAGES)
def test_without_an_app_every_page_leads_to_setting_one_up(client: Client, db: None, page: str) -> None:
    person("ada", "Auditor")
    enter(client)

    answer = client.get(page)

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{ENROL}?next=")


def test_programs_are_refused_instead_of_led(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)

    assert client.get("/admin/api/main/pages/").status_code == 403
    assert client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


def test_a_form_posted_around_the_enrolment_changes_nothing(client: Client, db: None) -> None:
    ada = person("ada", "Auditor")
    enter(client)

    client.post("/admin/account/", {"name_email-first_name": "Eve", "name_email-last_name": "Eve"})

    ada.refresh_from_db()
    assert ada.first_name == ""


def test_setting_up_an_app_opens_the_admin_and_gives_recovery_codes(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person("ada", "Auditor")
    enter(client)
    secret = secret_on(client.get(ENROL).content.decode())

    monkeypatch.setattr(transaction, "on_commit", lambda act: act())  # the test's own transaction never ends
    answer = client.post(ENROL, {"code": code_now(secret)}, follow=True)

    assert len(codes_on(answer.content.decode())) == 10
    assert is_in(client)
    stored = Authenticator.objects.get(user=ada, type="totp").data["secret"]
    assert secret not in stored
    assert decrypt(stored) == secret


def test_a_wrong_code_sets_nothing_up(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)
    client.get(ENROL)

    client.post(ENROL, {"code": "000000"})

    assert not Authenticator.objects.exists()
    assert not is_in(client)


def test_with_an_app_password_and_code_open_the_admin(client: Client, db: None) -> None:
    give_phone(person("ada", "Auditor"))

    led_to = enter(client)
    halfway = is_in(client)
    client.post("/admin/sign-in/second-factor/authenticate/", {"code": code_now()})

    assert led_to.startswith("/admin/sign-in/second-factor/authenticate/")
    assert not halfway
    assert is_in(client)


def test_who_has_no_code_at_hand_gives_up_and_starts_again(client: Client, db: None) -> None:
    give_phone(person("ada", "Auditor"))
    enter(client)

    client.post("/admin/logout/")

    assert client.get("/admin/login/").status_code == 200
    assert client.get("/admin/sign-in/second-factor/authenticate/")["Location"] == "/admin/login/"


def test_a_code_works_once(client: Client, db: None) -> None:
    give_phone(person("ada", "Auditor"))
    code, second = code_now(), Client()
    for browser in (client, second):
        enter(browser)
        browser.post("/admin/sign-in/second-factor/authenticate/", {"code": code})

    assert is_in(client)
    assert not is_in(second)


def test_codes_cant_be_guessed_one_after_the_other(client: Client, db: None) -> None:
    give_phone(person("ada", "Auditor"))
    enter(client)

    for number in range(6):
        client.post("/admin/sign-in/second-factor/authenticate/", {"code": f"{number:06}"})
    client.post("/admin/sign-in/second-factor/authenticate/", {"code": code_now()})

    assert not is_in(client)


def test_a_recovery_code_stands_in_for_the_phone_once(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)
    secret = secret_on(client.get(ENROL).content.decode())
    spare = codes_on(client.post(ENROL, {"code": code_now(secret)}, follow=True).content.decode())[0]

    browsers = Client(), Client()
    for browser in browsers:
        enter(browser)
        browser.post("/admin/sign-in/second-factor/authenticate/", {"code": spare})

    assert [is_in(browser) for browser in browsers] == [True, False]


def test_a_session_from_before_the_app_has_to_show_a_code(client: Client, db: None, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()
    ada = person("ada", "Auditor")
    enter(client)
    give_phone(ada)

    settings.SECOND_FACTOR_ROLES = frozenset({AUDITOR})

    assert client.get("/admin/")["Location"].startswith("/admin/sign-in/second-factor/reauthenticate/")
    client.post("/admin/sign-in/second-factor/reauthenticate/", {"code": code_now()})
    assert is_in(client)


def test_other_roles_come_in_by_password_and_superusers_dont(client: Client, db: None) -> None:
    person("max", "Marketing")
    person("root", is_superuser=True)
    other = Client()

    enter(client, "max")
    enter(other, "root")

    assert is_in(client)
    assert not is_in(other)


def test_people_of_a_provider_set_up_an_app_like_everybody(client: Client, db: None, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({INFORMATION_PROVIDER})
    person("ida", INFORMATION_PROVIDER, provider=rows.provider())
    enter(client, "ida")

    asked = client.get("/admin/")

    assert asked["Location"].startswith(ENROL)
    assert client.get(ENROL).status_code == 200
    assert client.get("/admin/sign-in/password/change/").status_code == 200


def test_an_operator_forgets_a_lost_phone_and_the_person_sets_up_another(client: Client, db: None) -> None:
    give_phone(person("ada", "Auditor"))

    call_command("reset_second_factor", "ada")
    enter(client)

    assert client.get("/admin/")["Location"].startswith(ENROL)


def test_removing_ones_app_asks_who_one_is_and_leads_to_setting_up_another(
    client: Client, db: None, settings: Settings
) -> None:
    give_phone(person("ada", "Auditor"))
    enter(client)
    client.post("/admin/sign-in/second-factor/authenticate/", {"code": code_now()})
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0

    client.post("/admin/sign-in/second-factor/totp/deactivate/")
    kept = Authenticator.objects.filter(type="totp").exists()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
    client.post("/admin/sign-in/second-factor/totp/deactivate/")

    assert kept
    assert not Authenticator.objects.exists()
    assert client.get("/admin/")["Location"].startswith(ENROL)


@pytest.mark.parametrize(
    ("said", "production", "needed"),
    [
        ("", True, set(ROLES)),
        ("", False, set()),
        ("all", False, set(ROLES)),
        ("none", True, set()),
        ("Auditor, Marketing", True, {"Auditor", "Marketing"}),
    ],
)
def test_a_setting_says_which_roles_need_it(said: str, production: bool, needed: set[str]) -> None:
    assert roles_with_second_factor(said, production=production) == needed


def test_a_role_that_doesnt_exist_is_named(db: None) -> None:
    with pytest.raises(ImproperlyConfigured, match="names no role of ours: Auditors"):
        roles_with_second_factor("Auditors", production=True)


def codes_on(page: str) -> list[str]:
    """The recovery codes on the page that shows them."""
    [area] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    return str(area).split()
