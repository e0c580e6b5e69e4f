"""Signing in by password, forgetting it, changing it; nobody registers."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from cms.accounts.models import User
from cms.celery import app

from .people import PASSWORD, enter, is_in, person

NEW_PASSWORD = "another horse, another staple"


@pytest.fixture(autouse=True)
def _mails_go_at_once(fresh_limits: None) -> Iterator[None]:
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_a_password_opens_the_admin_where_somebody_wanted_to_go(client: Client, db: None) -> None:
    person("ada", "Auditor")

    asked = client.get("/admin/snippets/fundfeed/fund/")
    led_to = enter(client, where="/admin/snippets/fundfeed/fund/")

    assert asked["Location"] == "/admin/login/?next=/admin/snippets/fundfeed/fund/"
    assert led_to == "/admin/snippets/fundfeed/fund/"
    assert is_in(client)


def test_the_way_in_never_leads_to_another_site(client: Client, db: None) -> None:
    person("ada", "Auditor")

    assert enter(client, where="https://elsewhere.example/") == "/admin/"


@pytest.mark.parametrize("username", ["ada", "nobody"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client, db: None, username: str) -> None:
    person("ada", "Auditor")

    page = client.post("/admin/login/", {"login": username, "password": "wrong"}).content.decode()

    assert "The username and/or password you specified are not correct." in page


def test_a_deactivated_person_doesnt_come_in_and_is_put_out_at_once(client: Client, db: None) -> None:
    ada = person("ada", "Auditor")
    enter(client)

    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert not is_in(client)
    enter(client)
    assert not is_in(client)


def test_the_page_speaks_the_language_of_the_browser(client: Client, db: None) -> None:
    english = client.get("/admin/login/", headers={"accept-language": "en"}).content.decode()
    chinese = client.get("/admin/login/", headers={"accept-language": "zh-Hant,en;q=0.5"}).content.decode()

    assert ">Sign In</h1>" in english
    assert ">登入</h1>" in chinese


@pytest.mark.parametrize("place", ["sign-in/signup/", "signup/", "sign-in/absent/account_signup/", "password_reset/"])
def test_nobody_registers_and_wagtails_own_reset_is_gone(client: Client, db: None, place: str) -> None:
    for answer in (
        client.get(f"/admin/{place}"),
        client.post(f"/admin/{place}", {"username": "eve", "email": "e@e.test"}),
    ):
        assert answer.status_code in (302, 404)

    assert not User.objects.filter(username="eve").exists()


def test_a_forgotten_password_is_set_anew_by_a_mail(client: Client, db: None) -> None:
    person("ada", "Auditor")

    client.post("/admin/sign-in/password/reset/", {"email": "ada@fund.test"})
    [link] = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    form = client.get(link)["Location"]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert mail.outbox[0].to == ["ada@fund.test"]
    assert enter(client, password=NEW_PASSWORD) == "/admin/"
    assert client.get(link).status_code == 200
    assert "has already been used" in client.get(link).content.decode()


def test_asking_for_a_reset_says_the_same_to_strangers_who_get_no_mail(client: Client, db: None) -> None:
    person("ada", "Auditor")

    answers = [
        client.post("/admin/sign-in/password/reset/", {"email": f"{who}@fund.test"}, follow=True).content
        for who in ("ada", "nobody")
    ]

    assert _without_tokens(answers[0]) == _without_tokens(answers[1])
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "weak", ["short", "password1234", "123456789012", "ada@fund.test1", "qwertyuiop12"], ids=lambda value: value
)
def test_a_weak_password_is_refused(client: Client, db: None, weak: str) -> None:
    ada = person("ada", "Auditor")
    enter(client)

    client.post("/admin/sign-in/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})

    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


@pytest.mark.parametrize("guessable", ["FundRepository-2026", "wagtail.auditor.2", "System administrator1"])
def test_a_password_made_of_the_names_of_this_place_is_refused(guessable: str) -> None:
    with pytest.raises(ValidationError, match="names of this repository"):
        validate_password(guessable)


@pytest.mark.parametrize("good", ["a fund of harbour lights", "x" * 64 + "é√ 7", "correct-horse-battery"])
def test_any_characters_will_do_for_a_password_and_many_of_them(good: str) -> None:
    validate_password(good)


def test_a_new_password_ends_all_other_sessions_and_keeps_this_one(client: Client, db: None) -> None:
    person("ada", "Auditor")
    elsewhere = Client()
    enter(elsewhere)
    enter(client)

    client.post(
        "/admin/sign-in/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert is_in(client)
    assert not is_in(elsewhere)


def test_signing_in_gives_the_session_another_key(client: Client, db: None) -> None:
    person("ada", "Auditor")
    client.get("/admin/")
    session = client.session
    session["seen_before"] = True
    session.save()
    before = session.session_key

    enter(client)

    assert client.session.session_key != before


def test_signing_out_ends_the_session(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)

    client.post("/admin/logout/")

    assert not is_in(client)


def test_ones_own_page_offers_neither_a_new_address_nor_wagtails_password_form(client: Client, db: None) -> None:
    person("ada", "Auditor")
    enter(client)

    page = client.get("/admin/account/").content.decode()

    assert "/admin/sign-in/password/change/" in page
    assert "/admin/sign-in/second-factor/" in page
    assert 'name="password-old_password"' not in page
    assert 'name="name_email-email"' not in page


def _without_tokens(page: bytes) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", page.decode())
