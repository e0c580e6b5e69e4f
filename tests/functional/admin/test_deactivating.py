"""One person takes everything away from somebody at once, with a reason, and gives nothing back."""

import pytest
from django.test import Client

from cms.accounts import roles
from cms.accounts.models import User
from tests.factories.audit import events

from .conftest import SignIn
from .people import deactivating, edit, enter, is_in, last_mail, person, roles_of

pytestmark = pytest.mark.usefixtures("fresh_limits")


def test_a_superuser_is_not_deactivated_by_others(manager: Client) -> None:
    root = person("root", is_superuser=True)

    page = manager.get("/admin/users/").content.decode()
    manager.post(deactivating(root), {"reason": "Mine now"})
    edit(manager, root, is_active="")

    assert deactivating(root) not in page
    assert root.is_active


@pytest.mark.parametrize("role", [roles.BUSINESS_OPERATOR, roles.SYSTEM_ADMINISTRATOR])
def test_one_person_takes_everything_away_at_once_and_does_not_give_it_back(
    sign_in: SignIn, overseer: User, role: str
) -> None:
    ada, theirs, remover = person("ada", roles.AUDITOR), Client(), sign_in(role)
    enter(theirs)
    inside = is_in(theirs)

    listed = deactivating(ada) in remover.get("/admin/users/").content.decode()
    asked = remover.get(deactivating(ada)).content.decode()
    remover.post(deactivating(ada), {"reason": "Left the house"})
    ada.refresh_from_db()
    deactivated, mail = ada.is_active, last_mail()
    edit(remover, ada, is_active="on")

    assert listed
    assert "ada is let in no more" in asked
    assert (inside, is_in(theirs)) == (True, False)
    assert (deactivated, ada.is_active, roles_of(ada)) == (False, False, {roles.AUDITOR})
    assert {"ada@fund.test", "overseer@fund.test"} <= set(mail.recipients)
    assert "ada was deactivated." in mail.text
    assert "Reason: Left the house" in mail.text
    assert "Changed by: somebody." in mail.text


def test_nobody_is_deactivated_without_a_reason(manager: Client) -> None:
    ada = person("ada", roles.AUDITOR)

    asked = manager.post(deactivating(ada), {"reason": "  "}).content.decode()

    ada.refresh_from_db()
    assert "This field is required." in asked
    assert ada.is_active


def test_the_last_checker_stays(manager: Client) -> None:
    last, other = (person(name, roles.SYSTEM_ADMINISTRATOR) for name in ("last", "other"))
    User.objects.exclude(username__in=("last", "other")).filter(groups__name=roles.SYSTEM_ADMINISTRATOR).update(
        is_active=False
    )

    manager.post(deactivating(other), {"reason": "Left the house"})
    asked = manager.post(deactivating(last), {"reason": "Left the house"}).content.decode()

    active = set(User.objects.filter(pk__in=(last.pk, other.pk), is_active=True))
    assert active == {last}
    assert "last is the last active system administrator" in asked


@pytest.mark.parametrize("role", [roles.SYSTEM_OPERATOR, roles.AUDITOR, roles.INFORMATION_PROVIDER])
def test_no_other_role_deactivates_anybody(sign_in: SignIn, role: str) -> None:
    ada = person("ada", roles.AUDITOR)

    sign_in(role).post(deactivating(ada), {"reason": "Mine now"})

    ada.refresh_from_db()
    assert ada.is_active


def test_nobody_deactivates_himself_and_the_form_of_a_person_takes_nothing_away(manager: Client) -> None:
    me, ada = User.objects.get(username="somebody"), person("ada", roles.AUDITOR)

    manager.post(deactivating(me), {"reason": "Enough"})
    edit(manager, ada, is_active="")

    me.refresh_from_db()
    assert (me.is_active, ada.is_active) == (True, True)


def test_the_reason_stands_in_the_audit_trail(manager: Client) -> None:
    ada = person("ada", roles.AUDITOR)

    manager.post(deactivating(ada), {"reason": "Left the house"})

    (event,) = events("accounts.deactivate")
    assert (event.actor, event.label, event.comment) == ("somebody", "ada", "Left the house")
