"""Who sees what: the nine roles of the operation manual."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.roles import ROLES

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
    "Information provider": set(),
    "Business operator": EVERYTHING,
}


def test_there_are_nine_roles_and_no_stock_group_that_could_publish_alone(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES) == set(MAY_SEE)


@pytest.mark.parametrize("role", ROLES)
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


def test_an_information_provider_has_no_business_in_the_admin(sign_in: SignIn) -> None:
    answer = sign_in("Information provider").get("/admin/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


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


def test_nobody_may_write_anything_through_a_role(db: None) -> None:
    held = Group.objects.filter(permissions__isnull=False).values_list("permissions__codename", flat=True)

    assert set(held) == {"access_admin", "view_auditevent", *(f"view_{fact}" for fact in EVERYTHING)}


def is_shown(client: Client, address: str) -> bool:
    """Whether the admin answers with the page itself and not with a way out."""
    return client.get(address).status_code == 200
