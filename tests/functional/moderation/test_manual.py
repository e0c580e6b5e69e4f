"""The editors' manual calls everything by the name that stands on the screen."""

import html
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.content import home, legal_notice
from tests.factories.moderation import maintenance_window, person, publish, reject, submit
from tests.functional.admin import rows

MANUAL = Path(__file__).parents[3] / "docs/manual/editors.md"
MAKERS = ("System operator", "Content manager", "Fund data manager")
COLUMNS = {"from", "until"}  # fields of a form, in small letters
pytestmark = pytest.mark.django_db


def names() -> set[str]:
    """Everything in italics."""
    return set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", MANUAL.read_text())) - COLUMNS


def screens(client: Client) -> list[str]:
    """Where those names stand."""
    draft, waiting, live, returned = (maintenance_window(title=title) for title in ("a", "b", "c", "d"))
    waiting.message_en = "The site is away for nine hours."  # which is doubtful
    reject(submit(returned))
    state, public, notice = submit(waiting), publish(live), publish(legal_notice())
    fund = rows.fund(rows.delivery(rows.provider()))
    run = rows.run(fund.provider, "awaiting_release", reason="suspicious", delivery=fund.delivery)
    window, page = "wagtailsnippets_operations_maintenancewindow", home()
    for _ in range(2):
        page.save_revision(log_action=True)
    return [
        "/admin/",
        *(reverse(f"{window}:edit", args=[thing.pk]) for thing in (draft, waiting, public)),
        reverse(f"{window}:list"),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("moderation:review", args=[state.pk]),
        reverse("wagtailsnippets_content_legalnotice:edit", args=[notice.pk]),
        reverse("wagtailsnippets_feeds_deliverydecision:list"),
        reverse("wagtailsnippets_feeds_deliverydecision:upload"),
        reverse("wagtailsnippets_funds_documenttypedefinition:list"),
        reverse("wagtailsnippets_fundfeed_fund:inspect", args=[fund.pk]),
        reverse("wagtailsnippets_fundfeed_feedrun:inspect", args=[run.pk]),
        reverse("wagtailsnippets_fundfeed_provider:inspect", args=[fund.provider.pk]),
    ]


def test_every_name_in_the_manual_stands_on_a_screen() -> None:
    maker, checker = Client(), Client()
    maker.force_login(person("all", *MAKERS))
    checker.force_login(person("checker", "System administrator"))

    shown = "".join(client.get(address).content.decode() for address in screens(maker) for client in (maker, checker))
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown)) + html.unescape(shown))

    assert [name for name in sorted(names()) if name not in text] == []
