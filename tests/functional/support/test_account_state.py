"""Support sees how an account stands and nothing by which to sign in; that it looked is in the audit trail."""

import pytest
from django.test import Client

from cms.audit.models import AuditEvent, RecordedAct
from tests.factories.moderation import person

pytestmark = pytest.mark.django_db
SCREEN = "/admin/support/account/"


def look(who: str) -> str:
    helper = Client()
    helper.force_login(person("olga", "System operator"))
    return helper.post(SCREEN, {"who": who}).content.decode()


def test_an_account_is_found_by_name_or_address_with_all_that_support_needs() -> None:
    user = person("mia", "Marketing")
    user.set_password("correct horse")
    user.save()

    by_name, by_address = look("MIA"), look("mia@example.org")

    for page in (by_name, by_address):
        assert "<dt>Roles</dt><dd>Marketing</dd>" in page
        assert "<dt>Locked</dt><dd>no</dd>" in page
        assert "Nothing of the account itself keeps this person out." in page
        assert user.password not in page


def test_an_account_that_is_not_active_says_so() -> None:
    user = person("mia", "Marketing")
    user.is_active = False
    user.save()

    assert "The account isn&#x27;t active" in look("mia")


def test_each_look_is_in_the_audit_trail_also_one_for_nobody() -> None:
    person("mia", "Marketing")

    look("mia"), look("nosuchperson")

    acts = RecordedAct.objects.filter(action="support.account.looked_up").order_by("pk")
    assert [(act.actor, act.label, act.data["found"]) for act in acts] == [
        ("olga", "mia", True),
        ("olga", "nobody", False),
    ]
    assert not AuditEvent.objects.filter(label__contains="nosuchperson").exists()


def test_the_last_refusals_are_told() -> None:
    user = person("mia", "Marketing")
    user.set_password("correct horse")
    user.save()
    Client().post("/admin/login/", {"login": "mia", "password": "wrong"})

    assert RecordedAct.objects.filter(action="session.refused").exists()


def test_only_those_who_answer_may_look() -> None:
    colleague = Client()
    colleague.force_login(person("mia", "Marketing"))

    assert colleague.post(SCREEN, {"who": "olga"}).status_code == 302
    assert not RecordedAct.objects.filter(action="support.account.looked_up").exists()
