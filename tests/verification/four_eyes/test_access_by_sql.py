"""With the product's own role and SQL of his own, nobody gives a right that two people haven't agreed on."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

from cms.access.models import AccessChange
from cms.accounts import roles
from tests.factories.access import manager, proposal, roles_of
from tests.factories.moderation import approve, person, publish, submit

pytestmark = pytest.mark.django_db

GIVE = "INSERT INTO accounts_user_groups (user_id, group_id) VALUES (%s, %s)"
BORN = (
    "INSERT INTO accounts_user (username, password, first_name, last_name, email, is_superuser, is_staff, is_active,"
    " date_joined) VALUES ('root', '', '', '', '', %s, false, true, now())"
)
RULES = (
    *("auth_group", "auth_permission", "auth_group_permissions", "accounts_user_user_permissions"),
    *("wagtailcore_grouppagepermission", "wagtailcore_groupcollectionpermission"),
    *("wagtailcore_collection", "wagtailcore_collectionviewrestriction"),
)


def run(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str, *values: Any) -> str:
    """What the database answers; fails when it obeys."""
    with pytest.raises(DatabaseError) as refusal:
        run(statement, *values)
    return str(refusal.value).splitlines()[0]


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


@pytest.fixture
def not_carried_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """An approval takes effect later, so that the database is seen between the two."""
    monkeypatch.setattr(AccessChange, "take_effect", lambda _change, _approval: None)


@pytest.mark.parametrize("role", roles.ROLES)
def test_no_role_is_given_by_an_insert(role: str) -> None:
    assert "nobody approved this role" in refused(GIVE, person("ada").pk, group(role))


def test_a_membership_is_not_moved_to_another_person_or_role() -> None:
    ada, eve = person("ada", roles.AUDITOR), person("eve", roles.SYSTEM_ADMINISTRATOR)

    for column, value in (("group_id", group(roles.SYSTEM_ADMINISTRATOR)), ("user_id", eve.pk)):
        statement = f"UPDATE accounts_user_groups SET {column} = %s WHERE user_id = %s"  # noqa: S608 - our own words
        assert "nobody approved this role" in refused(statement, value, ada.pk)


@pytest.mark.parametrize(
    "assignment",
    ["is_superuser = true", "is_active = true", "email = 'eve@example.org'", "username = 'checker'", "id = 0"],
)
def test_rank_state_address_and_name_of_a_person_are_not_changed(assignment: str) -> None:
    gone = person("gone")
    run("UPDATE accounts_user SET is_active = false WHERE id = %s", gone.pk)

    assert "four eyes" in refused(f"UPDATE accounts_user SET {assignment} WHERE id = %s", gone.pk)  # noqa: S608 - ours


def test_no_superuser_is_born_and_nobody_is_deleted() -> None:
    ada = person("ada")

    run(BORN.replace("'root'", "'nobody special'"), False)

    assert "begins without rights" in refused(BORN, True)
    assert "is kept" in refused("DELETE FROM accounts_user WHERE id = %s", ada.pk)


def test_rights_are_taken_away_by_one_person() -> None:
    ada = person("ada", roles.SYSTEM_ADMINISTRATOR, is_superuser=True)

    run("DELETE FROM accounts_user_groups WHERE user_id = %s", ada.pk)
    run("UPDATE accounts_user SET is_superuser = false, is_active = false WHERE id = %s", ada.pk)

    ada.refresh_from_db()
    assert (roles_of(ada), ada.is_superuser, ada.is_active) == (set(), False, False)


def test_an_approved_change_of_access_is_carried_out_once() -> None:
    ada = person("ada")
    change = publish(proposal(ada, roles.MARKETING), by=manager())
    ada.groups.clear()

    assert "nobody approved this role" in refused(GIVE, ada.pk, group(roles.MARKETING))
    assert "carried out already" in refused("UPDATE access_accesschange SET applied_at = NULL WHERE id = %s", change.pk)


def test_a_change_of_access_is_not_approved_by_saying_so() -> None:
    change = proposal(person("ada"), roles.MARKETING)

    assert "was not approved" in refused("UPDATE access_accesschange SET live = true WHERE id = %s", change.pk)


def test_an_approval_gives_its_own_rights_to_its_own_person(not_carried_out: None) -> None:
    ada, eve = person("ada"), person("eve")
    change = publish(proposal(ada, roles.MARKETING, email="new@example.org"), by=manager())
    address = "UPDATE accounts_user SET email = %s WHERE id = %s"

    assert "nobody approved" in refused(GIVE, ada.pk, group(roles.SYSTEM_ADMINISTRATOR))
    assert "nobody approved" in refused(GIVE, eve.pk, group(roles.MARKETING))
    assert "nobody approved" in refused(address, "eve@example.org", ada.pk)
    assert "is not what was approved" in refused(
        "UPDATE access_accesschange SET person_id = %s WHERE id = %s", eve.pk, change.pk
    )
    run(GIVE, ada.pk, group(roles.MARKETING))
    run(address, "new@example.org", ada.pk)


def test_an_approval_by_the_person_whom_it_is_about_gives_nothing(
    not_carried_out: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AccessChange, "refusal_to", lambda _change, _user: "")
    eve = person("eve", roles.SYSTEM_ADMINISTRATOR)

    approve(submit(proposal(eve, roles.SYSTEM_ADMINISTRATOR, roles.SYSTEM_OPERATOR), by=manager()), by=eve)

    assert "nobody approved this role" in refused(GIVE, eve.pk, group(roles.SYSTEM_OPERATOR))


def test_a_proposal_by_the_person_whom_it_is_about_gives_nothing(not_carried_out: None) -> None:
    eve = manager()

    publish(proposal(eve, roles.BUSINESS_OPERATOR, roles.SYSTEM_OPERATOR), by=eve)

    assert "nobody approved this role" in refused(GIVE, eve.pk, group(roles.SYSTEM_OPERATOR))


@pytest.mark.parametrize("table", RULES)
def test_what_a_role_may_do_is_not_for_the_products_role_to_write(table: str) -> None:
    for statement in ("DELETE FROM {}", "UPDATE {} SET id = id", "INSERT INTO {} DEFAULT VALUES"):
        assert "permission denied" in refused(statement.format(table))
