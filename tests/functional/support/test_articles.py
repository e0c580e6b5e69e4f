"""Articles reach their readers by two people: the public on the site, colleagues in the admin."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.content import comparison
from cms.support.models import HelpFeedback
from tests.factories.content import chinese
from tests.factories.moderation import maker, person, publish
from tests.factories.public_answers import API, get
from tests.factories.support import article

pytestmark = pytest.mark.django_db


def slugs(address: str) -> list[str]:
    return [item["slug"] for item in get(address)["items"]]


def say(slug: str, content: Any) -> Any:
    return Client().post(f"{API}/help/{slug}/feedback/", content, content_type="application/json")


def test_an_approved_article_is_public_and_one_for_colleagues_is_not() -> None:
    publish(article())
    publish(article(slug="cannot-log-in", title="Somebody cannot log in", audience="staff"))
    article(slug="draft", title="A draft")

    answer = get("/help/find-a-fund/")

    assert slugs("/help/") == ["find-a-fund"]
    assert answer["article"]["html"] == "<p>Write a part of its name into the box.</p>"
    assert answer["article"]["publishedAt"]
    assert Client().get(f"{API}/help/cannot-log-in/").status_code == 404
    assert comparison.differences() == []


def test_an_article_that_is_only_for_colleagues_from_now_on_leaves_the_site() -> None:
    public = publish(article())

    public.audience = "staff"
    publish(public)

    assert slugs("/help/") == []
    assert Client().get(f"{API}/help/find-a-fund/").status_code == 404


def test_search_finds_articles_that_hold_every_word_and_the_best_one_first() -> None:
    publish(article(slug="other", title="Documents", body="<p>How to find the report of a fund</p>"))
    publish(article())
    publish(article(slug="verify", title="Verify a document", summary="Is it ours?", body="<p>Compare <b>it</b>.</p>"))

    assert slugs("/help/?search=FIND%20fund") == ["find-a-fund", "other"]
    assert slugs("/help/?search=find%20nothing") == []


def test_chinese_is_found_without_spaces_and_what_is_missing_comes_in_english() -> None:
    publish(article(locale=chinese(), title="尋找基金", summary="按名稱搜尋", body="<p>在搜尋欄輸入名稱。</p>"))
    publish(article(slug="verify", title="Verify a document"))

    items = get("/help/?locale=zh-Hant")["items"]

    assert [(item["slug"], item["locale"]) for item in items] == [("verify", "en"), ("find-a-fund", "zh-Hant")]
    assert slugs("/help/?locale=zh-Hant&search=%E6%90%9C%E5%B0%8B%E6%AC%84") == ["find-a-fund"]  # 搜尋欄
    assert slugs("/help/?locale=zh-Hant&search=%E6%90%9C%E5%9F%BA") == []  # 搜基: both signs, but never together


def test_the_list_asks_once_however_many_articles_there_are() -> None:
    publish(article())
    publish(article(slug="other"))

    with CaptureQueriesContext(connection) as asked:
        get("/help/?search=fund")

    assert len(asked) == 1


def test_feedback_is_counted_by_day_and_names_nobody() -> None:
    publish(article())

    said = [say("find-a-fund", {"isHelpful": helped}).status_code for helped in (True, True, False)]

    row = HelpFeedback.objects.get()
    assert said == [201, 201, 201]
    assert (row.slug, row.locale, row.helpful, row.unhelpful) == ("find-a-fund", "en", 2, 1)
    assert {field.name for field in HelpFeedback._meta.fields} == {
        *("id", "slug", "locale", "day", "helpful", "unhelpful"),
    }


@pytest.mark.parametrize(("slug", "said", "status"), [("unknown", {"isHelpful": True}, 404), ("find-a-fund", {}, 400)])
def test_feedback_about_nothing_or_without_a_word_is_refused(slug: str, said: Any, status: int) -> None:
    publish(article())

    refusal = say(slug, said)

    assert (refusal.status_code, refusal["Content-Type"]) == (status, "application/problem+json")
    assert not HelpFeedback.objects.exists()


def test_the_address_of_an_article_that_was_public_stays() -> None:
    public = publish(article())

    public.slug = "search"

    with pytest.raises(ValidationError, match="its address stays"):
        public.full_clean()


def test_colleagues_read_and_search_every_approved_article_in_the_admin() -> None:
    publish(article())
    publish(article(slug="cannot-log-in", title="Somebody cannot log in", audience="staff", check_name="redis"))
    article(slug="draft", title="A draft")
    colleague = Client()
    colleague.force_login(person("it", "IT operator"))

    every, found = (colleague.get(f"/admin/support/articles/{asked}").content.decode() for asked in ("", "?q=log+in"))
    one = colleague.get("/admin/support/articles/cannot-log-in/").content.decode()

    assert "Find a fund" in every
    assert "for colleagues" in every
    assert "A draft" not in every
    assert "Somebody cannot log in" in found
    assert "Find a fund" not in found
    assert "Write a part of its name into the box." in one
    assert colleague.get("/admin/support/articles/draft/").status_code == 404


def test_a_provider_reads_no_articles_of_colleagues() -> None:
    outsider = Client()
    outsider.force_login(person("provider", "Information provider"))

    assert outsider.get("/admin/support/articles/").status_code == 404


def test_writers_see_how_many_readers_an_article_helped() -> None:
    publish(article())
    writer = Client()
    writer.force_login(maker())
    HelpFeedback.objects.create(slug="find-a-fund", locale="en", day=date(2026, 11, 1), helpful=11, unhelpful=2)
    HelpFeedback.objects.create(slug="find-a-fund", locale="zh-Hant", day=date(2026, 11, 1), helpful=1, unhelpful=1)

    page = writer.get("/admin/snippets/support/helparticle/").content.decode()

    assert "12 of 15" in page
