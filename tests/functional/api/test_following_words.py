"""Following what editors and operators publish: everything once, in order, and nothing of how it read."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.content.models import ContentChange, NewsIndexPage, NewsPage
from cms.moderation import withdrawal
from tests.factories.content import TEXT, banner, home, legal_notice, page_below, question, redirect
from tests.factories.moderation import approve, maintenance_window, maker, publish, status_notice, submit
from tests.factories.pages import problem
from tests.factories.public_answers import API, get
from tests.factories.rights import as_owner
from tests.functional.api.test_answers import check

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
ADDRESS = "/content-changes/"


def token() -> str:
    """Where the list ends now."""
    found: str = get(f"{ADDRESS}?pageSize=1000")["token"]
    return found


def since(place: str, **more: str) -> list[Json]:
    query = "".join(f"&{name}={value}" for name, value in more.items())
    found: list[Json] = get(f"{ADDRESS}?since={place}{query}")["results"]
    return found


def told(changes: list[Json]) -> list[tuple[str, str]]:
    return [(change["kind"], change["action"]) for change in changes]


def news(category: str) -> NewsPage:
    """A piece of news, or a notice, that two people published."""
    front = home()
    index = NewsIndexPage.objects.first() or publish(page_below(front, NewsIndexPage, title="News", slug="news"))
    told = {"title": f"A {category}", "slug": category, "category": category, "summary": "In short", "body": TEXT}
    found: NewsPage = publish(page_below(index, NewsPage, date="2026-11-20", **told))
    return found


def withdraw(thing: Any) -> None:
    """Two people take it off."""
    approve(withdrawal.propose(thing=thing, by=maker(), reason="It was wrong").current_task_state)


def test_what_two_people_publish_change_and_withdraw_is_told_in_order() -> None:
    notice = news("notice")
    before = token()

    told_of_news = news("news")
    notice.title = "Corrected"
    publish(notice)
    withdraw(told_of_news)

    changes = since(before)
    assert told(changes) == [("news", "published"), ("notice", "changed"), ("news", "withdrawn")]
    assert [change["sequence"] for change in changes] == list(range(changes[0]["sequence"], changes[0]["sequence"] + 3))
    assert changes[1]["id"] == str(notice.pk)
    assert changes[1]["key"] == "/news/notice/"
    assert changes[2]["sha256"] is None
    check(get(ADDRESS), "ContentChangeList")


def test_news_that_becomes_a_notice_goes_for_followers_of_news_and_comes_for_those_of_notices() -> None:
    piece = news("news")
    before = token()

    piece.category = "notice"
    publish(piece)

    changes = since(before)
    assert told(changes) == [("news", "withdrawn"), ("notice", "published")]
    assert {change["id"] for change in changes} == {str(piece.pk)}
    assert told(since(before, kind="news")) == [("news", "withdrawn")]


def test_each_kind_says_where_it_is_read_and_that_answers() -> None:
    before = token()

    publish(banner())
    publish(question())
    publish(redirect())
    publish(legal_notice())
    publish(maintenance_window())
    publish(status_notice())
    changes = since(before)

    kinds = ("banner", "question", "redirect", "legal", "maintenance", "incident")
    assert told(changes) == [(kind, "published") for kind in kinds]
    assert {Client().get(change["url"]).status_code for change in changes} == {200}
    assert [change["locale"] for change in changes] == ["en"] * 4 + [None] * 2
    assert changes[3]["shownFrom"] == "2025-12-31T16:00:00Z"


def test_a_draft_is_not_told_and_a_second_approval_of_the_same_neither() -> None:
    public = publish(banner())
    before = token()

    submit(banner(title="Not decided yet"))
    publish(public)

    assert since(before) == []


def test_an_incident_is_told_with_each_update_until_it_is_withdrawn() -> None:
    before = token()

    notice = publish(status_notice())
    notice.resolved_at = notice.began_at + timedelta(minutes=30)
    publish(notice)
    withdraw(notice)

    assert told(since(before)) == [("incident", deed) for deed in ("published", "changed", "withdrawn")]


def test_kinds_can_be_chosen_and_pages_of_any_size_give_the_same() -> None:
    before = token()
    for thing in (banner(), question(), status_notice(), banner(title="Another")):
        publish(thing)

    one = get(f"{ADDRESS}?since={before}&pageSize=3")
    rest = Client().get(one["next"]).json()

    assert one["hasMore"], not rest["hasMore"]
    assert one["results"] + rest["results"] == since(before)
    assert told(since(before, kind="incident")) == [("incident", "published")]
    assert get(f"{ADDRESS}?since={before}&kind=incident")["token"] == rest["token"]


def test_what_was_told_cannot_be_made_up_changed_or_forgotten() -> None:
    publish(banner())

    for attempt in (
        "INSERT INTO content_contentchange SELECT sequence + 1, kind, action, thing, key, locale, sha256, NULL, NULL,"
        " at, mark FROM content_contentchange",
        "UPDATE content_contentchange SET kind = 'news'",
        "DELETE FROM content_contentchange",
        "SELECT content_tell('incident', 'published', '1', '', '', '', NULL, NULL)",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(attempt)
    with as_owner(), pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ContentChange.objects.all().delete()


def test_a_token_of_another_record_is_refused_and_says_where_to_begin() -> None:
    publish(banner())
    replaced = "WzEsImFiYyJd"

    refused = problem(f"{ADDRESS}?since={replaced}")

    assert (refused["status"], refused["code"]) == (410, "gone")
    assert refused["detail"].endswith("/api/v1/content-changes/.")
    unread = problem(f"{ADDRESS}?since=nothing")
    assert (unread["parameter"], unread["accepted"][0]) == ("since", "a `token` of an earlier answer")


def test_many_changes_cost_no_more_questions_than_few() -> None:
    publish(banner())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"{API}{ADDRESS}")
        return len(queries)

    few = asked()
    for number in range(5):
        publish(banner(title=f"Banner {number}"))

    assert asked() == few
