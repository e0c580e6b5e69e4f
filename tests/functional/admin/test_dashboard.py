"""What people see first after signing in, and the menu beside it."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.audit.models import AuditSeal

from . import rows
from .conftest import SignIn

OPERATIONS = [
    *("Dashboard", "Checklists", "Maintenance now", "Incidents", "Maintenance", "Status notices", "Thresholds"),
    *("Changes", "Change requests", "Standard changes", "Times of cases", "Texts about incidents"),
    *("Key figures", "Troubles", "Capacity", "Upkeep", "Mails"),
]
SUPPORT = ["Requests", "Account state", "Articles", "Article drafts"]
OWN_SUPPORT = ["Requests", "Articles", "Article drafts"]


def test_the_dashboard_says_how_the_last_run_of_each_provider_ended_and_what_is_public(operator: Client) -> None:
    demo, other = rows.provider("DEMO"), rows.provider("OTHER")
    rows.delivery(demo, "OLD", content_date=date(2026, 11, 16), applied_at=rows.MORNING - timedelta(days=1))
    public = rows.delivery(demo, "NEW", content_date=date(2026, 11, 17))
    rows.run(demo, started_at=rows.MORNING - timedelta(days=1), summary="Yesterday went well.")
    last = rows.run(demo, "halted", reason="unreadable", summary="index.json is not what its .check file says.")

    page = operator.get("/admin/").content.decode()

    assert "index.json is not what its .check file says." in page
    assert "Unreadable" in page
    assert "the data of 17 November 2026" in page
    assert f"/feedrun/inspect/{last.pk}/" in page
    assert f"/delivery/inspect/{public.pk}/" in page
    assert "Yesterday went well." not in page
    assert other.name in page
    assert "No run yet" in page


def test_the_dashboard_takes_as_many_queries_for_twenty_providers_as_for_two(operator: Client) -> None:
    def add(numbers: range) -> None:
        for number in numbers:
            made_by = rows.provider(f"P{number}")
            rows.run(made_by, delivery=rows.delivery(made_by, f"D{number}"))

    add(range(2))
    queries_of_dashboard(operator)  # the first request also fills the caches of content types

    two = queries_of_dashboard(operator)
    add(range(2, 20))

    assert queries_of_dashboard(operator) == two


def test_an_empty_installation_says_that_no_provider_is_set_up(operator: Client) -> None:
    assert "No information provider is set up yet." in operator.get("/admin/").content.decode()


def test_people_without_the_feed_see_no_feed_on_their_dashboard(sign_in: SignIn) -> None:
    rows.run(rows.provider(), summary="Nothing for marketing.")

    page = sign_in("Marketing").get("/admin/").content.decode()

    assert "0 funds" in page
    assert "Nothing for marketing." not in page


@pytest.mark.parametrize(
    ("role", "menu"),
    [
        (
            "System operator",
            {
                "Inbox": [],
                "Manual": [],
                "Funds": ["Funds", "Share classes", "Documents", "Corrections", "Document types"],
                "Feed": ["Runs", "Deliveries", "Decisions", "Findings", "Providers", "Policies"],
                "Operations": OPERATIONS,
                "Support": SUPPORT,
                "API partners": ["Partners", "Requests for keys", "Keys", "Webhooks", "Webhook deliveries"],
                "Reports": ["Use of the API", "Coverage"],
            },
        ),
        (
            "Marketing",
            {
                "Inbox": [],
                "Manual": [],
                "Funds": ["Funds", "Share classes", "Documents", "Corrections"],
                "Content": ["Banners", "Legal notices", "FAQ", "Redirects"],
                "Images": [],
                "Support": OWN_SUPPORT,
                "Reports": ["Coverage", "Downloads"],
            },
        ),
        (
            "Content manager",
            {
                "Inbox": [],
                "Manual": [],
                "Pages": [],
                "Funds": ["Funds", "Share classes", "Documents", "Corrections"],
                "Content": ["Banners", "Legal notices", "FAQ", "Redirects"],
                "Images": [],
                "Support": OWN_SUPPORT,
                "Reports": ["Coverage", "Acceptances", "Workflows", "Workflow tasks", "Site history"],
            },
        ),
        (
            "IT operator",
            {
                "Inbox": [],
                "Manual": [],
                "Feed": ["Runs", "Deliveries", "Findings", "Providers"],
                "Operations": OPERATIONS,
                "Support": SUPPORT,
            },
        ),
    ],
)
def test_the_menu_holds_what_a_role_works_with_and_nothing_else(
    sign_in: SignIn, role: str, menu: dict[str, list[str]]
) -> None:
    assert menu_of(sign_in(role)) == menu


def test_superusers_find_no_help_links_and_no_reports_about_page_trees(superuser: Client) -> None:
    menu = menu_of(superuser)

    assert list(menu)[:4] == ["Inbox", "Funds", "Feed", "Operations"]
    assert "Help" not in menu
    own = ["Audit trail", "Use of the API", "Coverage", "Downloads", "Acceptances", "Access review", "Sign-ins"]
    own += ["Personal data"]
    assert sorted(menu["Reports"]) == sorted([*own, "Workflows", "Workflow tasks", "Site history"])


def test_the_sign_in_page_bears_the_name_of_the_repository(client: Client, db: None) -> None:
    page = client.get("/admin/login/").content.decode()

    assert "Fund Repository" in page
    assert "Sign in to Wagtail" not in page


def menu_of(client: Client) -> dict[str, list[str]]:
    """The labels of the menu with those below them."""
    page = client.get("/admin/").content.decode()
    found = re.search(r'<script id="wagtail-sidebar-props" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    modules = json.loads(found[1])["modules"]
    [items] = [module["_args"][0] for module in modules if module["_type"] == "wagtail.sidebar.MainMenuModule"]
    return {
        label_of(item): [label_of(below) for below in item["_args"][1:2][0]] if has_items(item) else []
        for item in items
    }


def label_of(item: dict[str, list[dict[str, str]]]) -> str:
    """How a menu item is called."""
    return item["_args"][0]["label"]


def has_items(item: dict[str, list[object]]) -> bool:
    """Whether a menu item opens others."""
    return len(item["_args"]) > 1 and isinstance(item["_args"][1], list)


def queries_of_dashboard(client: Client) -> int:
    """How many queries the dashboard takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/admin/").status_code == 200
    return len(queries)


@pytest.mark.parametrize(("role", "reads"), [("Auditor", True), ("IT operator", False), ("System administrator", True)])
def test_the_state_of_the_audit_trail_stands_on_the_dashboard_of_those_who_answer_for_it(
    sign_in: SignIn, role: str, reads: bool
) -> None:
    faults = [{"sequence": 7, "what": "Event 7 was changed."}]
    AuditSeal.objects.create(at=timezone.now(), sequence=9, hash="0" * 64, count=9, faults=faults)

    page = sign_in(role).get("/admin/").content.decode()

    assert "Event 7 was changed." in page
    assert ("See the trail" in page) == reads


def test_the_state_of_the_audit_trail_is_nobody_else_s_affair(sign_in: SignIn) -> None:
    assert "Audit trail</h2>" not in sign_in("Marketing").get("/admin/").content.decode()
