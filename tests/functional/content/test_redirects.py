"""Old addresses lead where two people say, within the site, and never in a circle."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.content import comparison
from cms.content.models import Redirect
from tests.factories.content import chinese, english, home, page_below, redirect
from tests.factories.moderation import approve, publish, submit
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

pytestmark = pytest.mark.django_db


def led(path: str, locale: str = "en") -> str | None:
    """Where a path leads."""
    items = get(f"/redirects/?path={path}&locale={locale}")["items"]
    return items[0]["to"] if items else None


def asked_for(path: str) -> Any:
    """What asking for a page at the path is answered with."""
    return Client().get(f"{API}/pages/?path={path}&locale=en")


def refusals(**values: Any) -> dict[str, list[str]]:
    """What the form says of them."""
    filled = {"old_path": "/old/", "to_path": "/funds", "locale": english()} | values
    with pytest.raises(ValidationError) as refused:
        Redirect(**filled).full_clean()
    return refused.value.message_dict


def test_an_old_address_leads_to_a_page_wherever_it_moves_and_nowhere_without_it() -> None:
    page = publish(page_below(home(), title="About"))
    publish(redirect(to_path="", to_page=page))
    first = led("/old/"), asked_for("/old/")
    moved = type(page).objects.get(pk=page.pk)
    moved.slug = "who-we-are"
    publish(moved)
    second = led("/old/"), Client().get(asked_for("/old/")["Location"]).json()["page"]["path"]
    gone = type(page).objects.get(pk=page.pk)
    gone.expire_at = timezone.now()
    publish(gone)

    assert first[0] == "/about/"
    assert (first[1].status_code, first[1]["Location"]) == (301, f"{API}/pages/?path=%2Fabout%2F&locale=en")
    assert second == ("/who-we-are/", "/who-we-are/")
    assert led("/old/") is None
    assert problem("/pages/?path=/old/")["code"] == "not_found"
    assert comparison.differences() == []


def test_one_that_is_not_for_good_says_so_and_holds_within_its_window() -> None:
    now = timezone.now()
    page = publish(page_below(home(), title="Week"))
    window = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1)}
    publish(redirect(old_path="/now/", to_path="", to_page=page, is_permanent=False, **window))
    publish(redirect(old_path="/over/", ends_at=now - timedelta(hours=1)))
    publish(redirect(old_path="/later/", starts_at=now + timedelta(hours=1)))

    answer = asked_for("/now/")
    listed = Client().get(f"{API}/redirects/?locale=en")

    assert answer.status_code == 302
    assert [item["path"] for item in listed.json()["items"]] == ["/now/"]
    assert [kept["Cache-Control"] for kept in (answer, listed)] == [
        "public, max-age=0, s-maxage=30, must-revalidate"
    ] * 2


def test_a_path_of_the_site_is_told_as_it_is_and_is_no_page() -> None:
    publish(redirect(to_path="/funds?assetClass=Equity"))

    assert led("/old/") == "/funds?assetClass=Equity"
    assert asked_for("/old/").status_code == 404


def test_each_language_has_its_own() -> None:
    publish(redirect())
    publish(redirect(locale=chinese(), to_path="/legal"))

    assert (led("/old/"), led("/old/", "zh-Hant")) == ("/funds", "/legal")


def test_a_list_goes_on_page_by_page_with_as_many_queries_for_twelve_as_for_three() -> None:
    for number in range(12):
        publish(redirect(old_path=f"/old-{number:02}/"))
    asked = []
    for size in (3, 12):
        with CaptureQueriesContext(connection) as queries:
            get(f"/redirects/?locale=en&pageSize={size}")
        asked.append(len(queries))

    first = get("/redirects/?locale=en&pageSize=8")
    second = Client().get(first["next"]).json()

    assert asked[0] == asked[1]
    assert [item["path"] for item in first["items"] + second["items"]] == [f"/old-{n:02}/" for n in range(12)]
    assert second["next"] is None


def test_the_database_itself_keeps_readers_on_the_site() -> None:
    for values in ({"to_path": "//evil.example/"}, {"to_path": "https://evil.example/"}, {"old_path": "old"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            redirect(**values)


def test_redirects_make_no_chains_and_stand_over_no_page() -> None:
    page = publish(page_below(home(), title="About"))
    draft = page_below(home(), title="Draft")
    publish(redirect())
    publish(redirect(old_path="/ancient/", to_path="/new"))

    assert "A page stands" in refusals(old_path="/about/")["old_path"][0]
    assert "A page stands" in refusals(old_path="/about/", locale=chinese())["old_path"][0]
    assert "public already" in refusals()["old_path"][0]
    assert "Another redirect leads" in refusals(old_path="/new/")["old_path"][0]
    assert "leads elsewhere" in refusals(old_path="/older/", to_path="/old?x=1")["to_path"][0]
    assert "itself" in refusals(old_path="/older/", to_path="/older")["to_path"][0]
    assert "not both" in refusals(old_path="/older/", to_page=page)["to_path"][0]
    assert "not both" in refusals(old_path="/older/", to_path="")["to_path"][0]
    assert "that is public" in refusals(old_path="/older/", to_path="", to_page=draft)["to_page"][0]


def test_what_came_in_between_is_seen_when_it_is_approved() -> None:
    first, second = submit(redirect()), submit(redirect(to_path="/legal"))
    approve(first)

    with pytest.raises(ValidationError, match="public already"), transaction.atomic():
        approve(second)

    assert led("/old/") == "/funds"


def test_a_page_that_is_published_at_an_old_path_is_shown_itself() -> None:
    publish(redirect(old_path="/news-2025/"))

    publish(page_below(home(), title="2025", slug="news-2025"))

    assert asked_for("/news-2025/").json()["page"]["title"] == "2025"
