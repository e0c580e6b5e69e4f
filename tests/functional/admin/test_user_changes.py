"""Who may change people, what nobody may change, and who is told of it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from cms.accounts import roles
from cms.accounts.models import User
from fundfeed.models import Message

from .conftest import SignIn
from .people import enter, give_phone, is_in, person
from .test_lock_out import LIMIT, guess


@pytest.fixture(autouse=True)
def _nobody_has_tried(fresh_limits: None) -> None:
    pass


@pytest.fixture
def manager(sign_in: SignIn) -> Client:
    """Somebody who manages people."""
    return sign_in(roles.BUSINESS_OPERATOR)


@pytest.fixture
def overseer(db: None) -> User:
    """A system administrator, who is told of everything."""
    return person("overseer", roles.SYSTEM_ADMINISTRATOR)


def filled_in(username: str, *groups: str, **values: str) -> dict[str, object]:
    """The form of a user."""
    return {
        "username": username,
        "email": f"{username}@fund.test",
        "first_name": "Ada",
        "last_name": "Chan",
        "is_active": "on",
        "groups": [Group.objects.get(name=name).pk for name in groups],
        **values,
    }


def edit(client: Client, user: User, *groups: str, **values: str) -> None:
    """Save the form of a user."""
    client.post(f"/admin/users/edit/{user.pk}/", filled_in(user.username, *groups, **values))
    user.refresh_from_db()


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def last_mail() -> Message:
    """The mail that was written last."""
    return Message.objects.latest("pk")


def test_a_business_operator_makes_a_user_whose_password_nobody_knows(manager: Client, overseer: User) -> None:
    manager.post("/admin/users/new/", filled_in("ada", roles.AUDITOR, password1="x" * 12, password2="x" * 12))

    ada = User.objects.get(username="ada")
    assert roles_of(ada) == {roles.AUDITOR}
    assert not ada.has_usable_password()
    assert last_mail().recipients == ["ada@fund.test", "overseer@fund.test"]
    assert "ada (ada@fund.test) was made a user." in last_mail().text
    assert "ada was given the role Auditor." in last_mail().text
    assert "Changed by: somebody." in last_mail().text


@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != roles.BUSINESS_OPERATOR])
def test_no_other_role_changes_people(sign_in: SignIn, role: str) -> None:
    ada = person("ada", roles.AUDITOR)
    client = sign_in(role)

    edit(client, ada, roles.MARKETING)
    client.post("/admin/users/new/", filled_in("eve", roles.MARKETING))
    client.post(f"/admin/groups/edit/{Group.objects.get(name=roles.MARKETING).pk}/", {"name": "Mine"})

    assert roles_of(ada) == {roles.AUDITOR}
    assert not User.objects.filter(username="eve").exists()
    assert not Group.objects.filter(name="Mine").exists()


def test_nobody_gives_themselves_a_role_or_the_rank_of_a_superuser(manager: Client) -> None:
    me = User.objects.get(username="somebody")

    edit(manager, me, roles.BUSINESS_OPERATOR, roles.CONTENT_MANAGER, is_superuser="on")

    assert roles_of(me) == {roles.BUSINESS_OPERATOR}
    assert not me.is_superuser
    assert me.first_name == "Ada"


def test_nor_does_a_superuser(superuser: Client) -> None:
    me = User.objects.get(username="somebody")

    edit(superuser, me, roles.CONTENT_MANAGER)

    assert roles_of(me) == set()
    assert me.is_superuser


def test_only_a_superuser_makes_superusers_or_changes_them(manager: Client, db: None) -> None:
    ada, root = person("ada", roles.AUDITOR), person("root", is_superuser=True)

    edit(manager, ada, roles.AUDITOR, is_superuser="on")
    edit(manager, root, email="taken@over.test")

    assert not ada.is_superuser
    assert root.email == "root@fund.test"


def test_each_change_is_told_to_the_administrators_and_to_the_old_address(manager: Client, overseer: User) -> None:
    ada = person("ada", roles.AUDITOR)

    data = filled_in("ada", roles.MARKETING, email="new@fund.test")
    del data["is_active"]
    manager.post(f"/admin/users/edit/{ada.pk}/", data)

    mail = last_mail()
    assert mail.recipients == ["ada@fund.test", "new@fund.test", "overseer@fund.test"]
    for sentence in (
        "ada: email changed from ada@fund.test to new@fund.test.",
        "ada was deactivated.",
        "ada was given the role Marketing.",
        "ada was deprived of the role Auditor.",
    ):
        assert sentence in mail.text


def test_a_change_by_command_is_told_too(overseer: User) -> None:
    ada = person("ada", roles.AUDITOR)
    before = Message.objects.count()

    ada.groups.clear()
    ada.set_password("another horse, another staple")
    ada.save()

    cleared, password = Message.objects.order_by("pk")[before:]
    assert "From ada was taken: Auditor." in cleared.text
    assert "ada: the password was set by nobody who was signed in" in password.text


def test_signing_in_tells_nobody(client: Client, overseer: User) -> None:
    before = Message.objects.count()

    enter(client, "overseer")

    assert Message.objects.count() == before


def test_a_deactivated_administrator_is_not_told(overseer: User) -> None:
    person("former", roles.SYSTEM_ADMINISTRATOR, is_active=False)

    person("ada", roles.AUDITOR)

    assert last_mail().recipients == ["ada@fund.test", "overseer@fund.test"]


@pytest.mark.parametrize("who", ["superuser", "manager"])
def test_people_are_never_deleted(request: pytest.FixtureRequest, who: str) -> None:
    client: Client = request.getfixturevalue(who)
    ada = person("ada", roles.AUDITOR)

    for address in (
        f"/admin/users/delete/{ada.pk}/",
        f"/admin/bulk/accounts/user/delete/?id={ada.pk}&next=/admin/",
    ):
        assert client.post(address).status_code == 404
    with pytest.raises(PermissionDenied, match="only deactivated"), transaction.atomic():
        User.objects.filter(pk=ada.pk).delete()

    assert User.objects.filter(pk=ada.pk).exists()


@pytest.mark.parametrize("action", ["assign_role", "set_active_state"])
def test_people_are_not_changed_in_bulk(superuser: Client, action: str) -> None:
    me = User.objects.get(username="somebody")
    role = Group.objects.get(name=roles.AUDITOR)

    answer = superuser.post(
        f"/admin/bulk/accounts/user/{action}/?id={me.pk}&next=/admin/", {"role": role.pk, "mark_as_active": "False"}
    )

    assert answer.status_code == 404
    assert roles_of(me) == set()
    assert 'data-bulk-action-type="user"' not in superuser.get("/admin/users/").content.decode()


def test_a_superuser_changes_what_a_role_may_and_everybody_hears_of_it(superuser: Client, overseer: User) -> None:
    role = Group.objects.get(name=roles.MARKETING)
    view = Permission.objects.get(codename="view_provider")
    formsets = {
        f"{prefix}-{name}": "0"
        for prefix in ("page_permissions", "collection_permissions", "image_permissions", "document_permissions")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }

    superuser.post(f"/admin/groups/edit/{role.pk}/", {"name": role.name, "permissions": [view.pk], **formsets})

    assert role.permissions.filter(pk=view.pk).exists()
    assert "The role Marketing was given: view_provider." in last_mail().text
    assert last_mail().recipients == ["overseer@fund.test"]


def test_nobody_changes_a_role_that_they_have(superuser: Client) -> None:
    role = Group.objects.get(name=roles.MARKETING)
    User.objects.get(username="somebody").groups.add(role)

    superuser.post(f"/admin/groups/edit/{role.pk}/", {"name": "More than marketing"})

    role.refresh_from_db()
    assert role.name == roles.MARKETING


def test_an_administrator_lets_in_who_is_locked_out_and_that_is_told(sign_in: SignIn, overseer: User) -> None:
    ada, theirs = person("ada", roles.AUDITOR), Client()
    guess(theirs, times=LIMIT)
    administrator = sign_in(roles.SYSTEM_ADMINISTRATOR)

    listed = f"/admin/users/let-in/{ada.pk}/" in administrator.get("/admin/users/").content.decode()
    asked = administrator.get(f"/admin/users/let-in/{ada.pk}/").content.decode()
    enter(theirs)
    before = is_in(theirs)
    administrator.post(f"/admin/users/let-in/{ada.pk}/")
    enter(theirs)

    assert listed
    assert "really ada who asks you" in asked
    assert (before, is_in(theirs)) == (False, True)
    assert "ada was let in again" in last_mail().text


def test_nobody_helps_themselves_past_a_lost_phone(sign_in: SignIn) -> None:
    me = sign_in(roles.SYSTEM_ADMINISTRATOR)
    user = User.objects.get(username="somebody")
    give_phone(user)

    me.post(f"/admin/users/forget-second-factor/{user.pk}/")

    assert user.authenticator_set.exists()  # type: ignore[attr-defined]


def test_a_superusers_phone_is_forgotten_by_superusers_only(sign_in: SignIn) -> None:
    root = person("root", is_superuser=True)
    give_phone(root)

    sign_in(roles.SYSTEM_ADMINISTRATOR).post(f"/admin/users/forget-second-factor/{root.pk}/")

    assert root.authenticator_set.exists()  # type: ignore[attr-defined]


def test_the_command_that_forgets_a_phone_tells_the_administrators(overseer: User) -> None:
    ada = person("ada", roles.AUDITOR)
    give_phone(ada)

    call_command("reset_second_factor", "ada")

    assert "The second factor of ada was forgotten" in last_mail().text
    assert last_mail().recipients == ["ada@fund.test", "overseer@fund.test"]
