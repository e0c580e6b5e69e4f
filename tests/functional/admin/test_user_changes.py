"""Who may change people, what nobody may change, and who is told of it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from cms.accounts import roles
from cms.accounts.models import User
from cms.accounts.second_factor import has_second_factor
from fundfeed.models import Message

from .conftest import SignIn
from .people import PASSWORD, edit, enter, filled_in, give_phone, is_in, last_mail, person, roles_of
from .test_lock_out import LIMIT, guess

pytestmark = pytest.mark.usefixtures("fresh_limits")


def access(user: User) -> tuple[object, ...]:
    """All that two people decide about."""
    user = User.objects.get(pk=user.pk)
    return user.username, user.email, user.is_superuser, user.is_active, roles_of(user)


def test_a_business_operator_makes_a_user_whose_password_nobody_knows(manager: Client, overseer: User) -> None:
    manager.post("/admin/users/new/", filled_in("ada", roles.AUDITOR, password1="x" * 12, password2="x" * 12))

    ada = User.objects.get(username="ada")
    assert not ada.has_usable_password()
    assert last_mail().recipients == ["ada@fund.test", "overseer@fund.test"]
    assert "ada (ada@fund.test) was made a user." in last_mail().text
    assert "Changed by: somebody." in last_mail().text


@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != roles.BUSINESS_OPERATOR])
def test_no_other_role_changes_people(sign_in: SignIn, role: str) -> None:
    ada = person("ada", roles.AUDITOR)
    client = sign_in(role)

    edit(client, ada, first_name="Eve")
    client.post("/admin/users/new/", filled_in("eve"))

    assert ada.first_name == ""
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize("who", ["superuser", "manager"])
def test_no_screen_of_people_gives_a_right_or_changes_who_somebody_is(
    request: pytest.FixtureRequest, who: str, overseer: User
) -> None:
    client: Client = request.getfixturevalue(who)
    me, ada = User.objects.get(username="somebody"), person("ada", roles.AUDITOR)
    before = [access(me), access(ada)]

    client.post("/admin/users/new/", filled_in("eve", roles.MARKETING, is_superuser="on"))
    for user in (me, ada):
        wanted = {"is_superuser": "on", "email": "taken@over.test", "username": "overseer2"}
        edit(client, user, roles.SYSTEM_ADMINISTRATOR, roles.CONTENT_MANAGER, **wanted)

    eve = User.objects.get(username="eve")
    assert [access(me), access(ada)] == before
    assert (roles_of(eve), eve.is_superuser) == (set(), False)


def test_a_name_is_corrected_by_one_person(manager: Client) -> None:
    ada = person("ada", roles.AUDITOR)

    edit(manager, ada, first_name="Adelaide")

    assert (ada.first_name, roles_of(ada)) == ("Adelaide", {roles.AUDITOR})


def test_nobody_sets_another_s_password_on_the_shell(overseer: User) -> None:
    with pytest.raises(CommandError, match="Nobody sets another's password") as refused:
        call_command("changepassword", "overseer")

    assert "/sign-in/password/reset/" in str(refused.value)
    assert overseer.check_password(PASSWORD)


@pytest.mark.parametrize("who", ["superuser", "manager"])
def test_what_a_role_may_do_is_looked_at_and_not_changed(request: pytest.FixtureRequest, who: str) -> None:
    client: Client = request.getfixturevalue(who)
    role = Group.objects.get(name=roles.MARKETING)
    form = {"name": "Mine", "permissions": [permission.pk for permission in Permission.objects.all()[:5]]}
    before = set(role.permissions.all())

    listed = client.get("/admin/groups/").content.decode()
    answers = {client.post(f"/admin/groups/{path}", form).status_code for path in ("new/", f"edit/{role.pk}/")}

    role.refresh_from_db()
    assert f'href="/admin/users/?group={role.pk}"' in listed
    assert "/admin/groups/new/" not in listed
    assert (answers, role.name, set(role.permissions.all())) == ({404}, roles.MARKETING, before)


@pytest.mark.parametrize("who", ["superuser", "manager"])
def test_nobody_forgets_another_s_second_factor_alone(request: pytest.FixtureRequest, who: str) -> None:
    client: Client = request.getfixturevalue(who)
    ada = person("ada", roles.AUDITOR)
    give_phone(ada)

    assert client.post(f"/admin/users/forget-second-factor/{ada.pk}/").status_code == 404
    assert has_second_factor(ada)


def test_a_change_by_command_is_told_too(overseer: User) -> None:
    ada = person("ada", roles.AUDITOR)
    before = Message.objects.count()

    ada.groups.clear()
    ada.set_password("another horse, another staple")
    ada.save()

    cleared, password = Message.objects.order_by("pk")[before:]
    assert "From ada was taken: Auditor." in cleared.text
    assert "ada: the password was set by nobody who was signed in" in password.text


def test_signing_in_tells_nobody_else(client: Client, overseer: User) -> None:
    before = Message.objects.count()

    enter(client, "overseer")

    told = Message.objects.order_by("pk").values_list("recipients", flat=True)[before:]
    assert list(told) == [["overseer@fund.test"]]


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
    assert Message.objects.filter(text__contains="ada was let in again").exists()


def test_the_command_that_forgets_a_phone_tells_the_administrators(overseer: User) -> None:
    ada = person("ada", roles.AUDITOR)
    give_phone(ada)

    call_command("reset_second_factor", "ada")

    assert "The second factor of ada was forgotten" in last_mail().text
    assert last_mail().recipients == ["ada@fund.test", "overseer@fund.test"]
