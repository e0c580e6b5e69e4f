"""Links and former addresses lead to where a page stands now."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from cms.content import comparison
from cms.content.models import ContentPage, FormerAddress
from cms.moderation import withdrawal
from tests.factories.content import home, page_below
from tests.factories.moderation import approve, maker, publish
from tests.factories.pages import problem
from tests.factories.public_answers import API, get
from tests.factories.scratch import ROOT

from .public_pages import live, shown

pytestmark = pytest.mark.django_db
SQL = ROOT / "cms/content/migrations/sql"


def leads_to(path: str, locale: str = "en") -> str:
    """The path to which a former address leads."""
    answer = Client().get(f"{API}/pages/?path={path}&locale={locale}")
    assert answer.status_code == 301, answer.content
    return parse_qs(urlsplit(answer["Location"]).query)["path"][0]


def test_links_follow_a_page_to_its_new_address_and_end_when_it_is_withdrawn() -> None:
    target = publish(page_below(home(), title="Target"))
    body = [{"type": "text", "value": f'<p><a linktype="page" id="{target.pk}">there</a></p>'}]
    publish(page_below(home(), title="Source", body=body))
    moved = live(target)
    moved.slug = "elsewhere"

    first = shown("/source/")["body"][0]["html"]
    publish(moved)
    second = shown("/source/")["body"][0]["html"]
    approve(
        withdrawal.propose(
            thing=ContentPage.objects.get(pk=target.pk), by=maker(), reason="Old"
        ).current_task_state.specific
    )
    third = shown("/source/")["body"][0]["html"]

    assert first == '<p><a href="/target/">there</a></p>'
    assert second == '<p><a href="/elsewhere/">there</a></p>'
    assert third == "<p>there</p>"
    assert problem("/pages/?path=/target/")["code"] == "not_found"
    assert problem("/pages/?path=/elsewhere/")["code"] == "not_found"


def test_pages_below_a_page_move_with_its_address() -> None:
    parent = publish(page_below(home(), title="Guide"))
    publish(page_below(parent, title="Chapter"))
    moved = live(parent)
    moved.slug = "handbook"

    publish(moved)

    assert shown("/handbook/chapter/")["breadcrumbs"][1]["href"] == "/handbook/"
    assert leads_to("/guide/chapter/") == "/handbook/chapter/"


def test_every_former_address_leads_to_where_the_page_stands_now() -> None:
    page = publish(page_below(home(), title="First"))
    for slug in ("second", "third"):
        moved = live(page)
        moved.slug = slug
        publish(moved)

    answer = Client().get(f"{API}/pages/?path=/first/", headers={"Accept-Language": "en"})

    assert (leads_to("/first/"), leads_to("/second/"), shown("/third/")["title"]) == ("/third/", "/third/", "First")
    assert answer["Location"].startswith(f"{API}/pages/?")
    assert Client().get(answer["Location"]).json()["page"]["path"] == "/third/"
    assert "immutable" not in answer["Cache-Control"]


def test_a_page_is_found_by_its_id_wherever_it_stands() -> None:
    page = publish(page_below(home(), title="First"))
    moved = live(page)
    moved.slug = "second"
    publish(moved)

    assert get(f"/pages/?id={page.pk}&locale=zh-Hant") == get("/pages/?path=/second/&locale=zh-Hant")
    assert problem("/pages/?id=999999")["code"] == "not_found"
    assert problem(f"/pages/?id={page.pk}&path=/second/")["parameter"] == "id"


def test_pages_from_before_their_ids_are_written_as_they_would_be_now() -> None:
    publish(page_below(home(), title="關於"))
    now = shown("/")

    for step in ("0014_page_ids_back", "0014_page_ids"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT owner_does(%s)", [(SQL / f"{step}.sql").read_text()])
        then = shown("/")
        assert ("pageId" in then) == (step == "0014_page_ids")

    assert then == now
    assert comparison.differences() == []


def test_a_page_at_a_former_address_is_shown_itself() -> None:
    page = publish(page_below(home(), title="Old"))
    moved = live(page)
    moved.slug = "elsewhere"
    publish(moved)

    publish(page_below(home(), title="New", slug="old"))

    assert shown("/old/")["title"] == "New"


def test_nobody_but_the_database_says_where_a_page_stood() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        FormerAddress.objects.create(path="/trusted/", locale="en", source_id="1", moved_at=timezone.now())
