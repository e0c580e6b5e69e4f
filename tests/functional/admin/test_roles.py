"""Who sees what: the nine roles of the operation manual."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from cms.accounts.roles import INFORMATION_PROVIDER, ROLES
from cms.accounts.roles_manual import MANUAL, manual

from . import rows
from .conftest import SignIn

FUNDS = {"fund", "shareclass", "funddocument", "correction"}
FEED = {"delivery", "feedrun", "runfinding"}
EVERYTHING = FUNDS | FEED | {"provider"}

MAY_SEE = {
    "System operator": EVERYTHING,
    "Fund data manager": FUNDS | FEED,
    "Content manager": FUNDS,
    "Marketing": FUNDS,
    "System administrator": EVERYTHING,
    "IT operator": FEED | {"provider"},
    "Auditor": EVERYTHING,
    "Information provider": FEED,  # of its own provider: test_outsiders.py
    "Business operator": EVERYTHING,
}


def test_there_are_nine_roles_and_no_stock_group_that_could_publish_alone(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES) == set(MAY_SEE)


@pytest.mark.parametrize("role", [role for role in ROLES if role != INFORMATION_PROVIDER])
def test_a_role_reads_the_lists_and_pages_of_its_work_and_no_others(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    facts = {row._meta.model_name: row.pk for row in rows.one_of_each()}

    lists = {fact for fact in facts if is_shown(client, f"/admin/snippets/fundfeed/{fact}/")}
    pages = {fact for fact, pk in facts.items() if is_shown(client, f"/admin/snippets/fundfeed/{fact}/inspect/{pk}/")}
    exports = {fact for fact in facts if is_shown(client, f"/admin/snippets/fundfeed/{fact}/?export=csv")}

    assert lists == pages == exports == MAY_SEE[role]


def test_several_roles_add_up(sign_in: SignIn) -> None:
    client = sign_in("Marketing", "IT operator")
    facts = {row._meta.model_name for row in rows.one_of_each()}

    assert {fact for fact in facts if is_shown(client, f"/admin/snippets/fundfeed/{fact}/")} == EVERYTHING


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    answer = client.get("/admin/snippets/fundfeed/fund/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_a_role_without_funds_sees_their_identifiers_without_links(sign_in: SignIn) -> None:
    received = rows.delivery(rows.provider())
    stated = rows.fund(received)
    attempt = rows.run(received.provider, delivery=received)
    rows.finding(attempt, subject=stated.pk)

    page = sign_in("IT operator").get(f"/admin/snippets/fundfeed/feedrun/inspect/{attempt.pk}/").content.decode()

    assert stated.pk in page
    assert "/fundfeed/fund/" not in page


def test_no_role_writes_facts(db: None) -> None:
    facts = Permission.objects.filter(content_type__app_label="fundfeed", group__isnull=False)

    assert set(facts.values_list("codename", flat=True)) == {f"view_{fact}" for fact in EVERYTHING}


def test_no_role_publishes_deletes_or_locks_anything(db: None) -> None:
    held = set(Permission.objects.filter(group__isnull=False).values_list("codename", flat=True)) - {"unlock_user"}

    assert {
        name for name in held if name.startswith(("publish_", "delete_", "bulk_delete_", "lock_", "unlock_"))
    } == set()


def test_only_business_operators_change_people(db: None) -> None:
    writes = Permission.objects.filter(codename__in=("add_user", "change_user", "add_group", "change_group"))

    held = set(writes.exclude(group=None).values_list("group__name", "codename"))

    assert held == {("Business operator", "add_user"), ("Business operator", "change_user")}


def test_the_manual_shows_the_permissions_that_the_database_holds(db: None) -> None:
    assert MANUAL.read_text() == manual(), "the roles have changed: run `manage.py write_roles`"


def is_shown(client: Client, address: str) -> bool:
    """Whether the admin answers with the page itself and not with a way out."""
    return client.get(address).status_code == 200
