"""The API shows a page as it was approved, with links and languages as they are now."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from cms.content import projection
from cms.content.models import ContentPage, HomePage, NewsIndexPage, NewsPage, PublishedContent
from tests.factories.content import home, image, page_below, translated
from tests.factories.moderation import approve, maker, publish, submit
from tests.factories.pages import problem
from tests.factories.public_answers import get

from .public_pages import live, shown

pytestmark = pytest.mark.django_db


def test_a_page_is_public_once_it_is_approved() -> None:
    draft = page_below(home(), title="About us", summary="Who we are")
    state = submit(draft)
    before = problem("/pages/?path=/about-us/")

    approve(state)

    assert before["code"] == "not_found"
    assert shown("/about-us/") == {
        "pageType": "content",
        "pageId": str(draft.pk),
        "path": "/about-us/",
        "locale": "en",
        "title": "About us",
        "seoTitle": "",
        "description": "",
        "summary": "Who we are",
        "breadcrumbs": [{"text": "Fund Repository", "href": "/"}],
        "translations": [],
        "publishedAt": shown("/about-us/")["publishedAt"],
        "body": [{"type": "richText", "html": "<p>Text</p>"}],
    }


def test_a_draft_changes_nothing_that_is_public() -> None:
    page = publish(page_below(home(), title="About"))
    draft = live(page)
    draft.title = "Something else"
    draft.save_revision(user=maker())

    assert shown("/about/")["title"] == "About"


def test_every_block_has_its_public_form() -> None:
    picture = image()
    publish(page_below(home(), title="Blocks", body=EVERY_BLOCK(picture.pk)))

    blocks = {block["type"]: block for block in shown("/blocks/")["body"]}

    assert list(blocks) == [
        *("richText", "image", "table", "accordion", "callOut", "documentList", "fundList", "contact"),
    ]
    assert (
        blocks["richText"]["html"] == '<h2>Heading</h2><p>A <a href="https://example.org" rel="noopener">link</a></p>'
    )
    assert blocks["image"]["picture"]["alt"] == "A harbour"
    assert [source["width"] for source in blocks["image"]["picture"]["srcset"]] == [480, 960, 1200]
    assert blocks["table"]["rows"] == [["Alpha", "1.5"]]
    assert blocks["table"]["numeric"] == [False, True]
    assert blocks["accordion"]["items"] == [{"question": "Why?", "answerHtml": "<p>Because.</p>"}]
    assert blocks["callOut"]["tone"] == "warning"
    assert blocks["documentList"]["documentTypes"] == ["KFS"]
    assert blocks["fundList"]["filters"] == [{"name": "assetClass", "value": "equity"}]
    assert blocks["contact"]["address"] == ["1 Harbour Road", "Hong Kong"]


def EVERY_BLOCK(image_id: int) -> list[dict[str, Any]]:  # noqa: N802 - a constant but for the image
    cells = {
        "columns": [{"type": "text", "heading": "Name"}, {"type": "figure", "heading": "Charge"}],
        "rows": [{"values": ["Alpha", "1.5"]}],
        "caption": "",
    }
    text = '<h2>Heading</h2><p>A <a href="https://example.org">link</a><script>alert(1)</script></p>'
    picture = {"image": image_id, "alternative_text": "A harbour", "is_decorative": False, "caption": ""}
    contact = {"name": "Help desk", "telephone": "+852 2123 4567", "address": "1 Harbour Road\n\nHong Kong"}
    funds = {"heading": "", "fund_ids": [], "filters": [{"name": "assetClass", "value": "equity"}], "limit": 5}
    return [
        {"type": "text", "value": text},
        {"type": "image", "value": picture},
        {"type": "table", "value": cells},
        {"type": "accordion", "value": {"heading": "", "items": [{"question": "Why?", "answer": "<p>Because.</p>"}]}},
        {"type": "call_out", "value": {"tone": "warning", "heading": "", "text": "<p>Careful.</p>"}},
        {"type": "documents", "value": {"heading": "", "fund_id": "DEM00001", "document_types": ["KFS"]}},
        {"type": "funds", "value": funds},
        {"type": "contact", "value": contact},
    ]


def test_a_page_that_is_missing_in_a_language_comes_in_another_and_says_so() -> None:
    publish(page_below(home(), title="About"))

    answer = get("/pages/?path=/about/&locale=zh-Hant")

    assert (answer["requestedLocale"], answer["locale"], answer["page"]["locale"]) == ("zh-Hant", "en", "en")


def test_a_page_knows_its_translation_as_soon_as_that_is_public() -> None:
    about = publish(page_below(home(), title="About"))
    publish(translated(home()))
    chinese_page = translated(about)
    chinese_page.title = "關於我們"
    before = shown("/about/")["translations"]

    publish(chinese_page)

    assert before == []
    assert shown("/about/")["translations"] == [{"locale": "zh-Hant", "path": "/about/", "title": "關於我們"}]
    assert shown("/about/", "zh-Hant")["title"] == "關於我們"


def test_a_translation_begins_as_a_draft() -> None:
    about = publish(page_below(home(), title="About"))
    start = translated(home())

    copy = translated(about)

    assert (start.live, copy.live, copy.live_revision) == (False, False, None)


def test_the_menu_has_the_pages_that_ask_for_it_in_the_order_of_the_tree() -> None:
    guide = publish(page_below(home(), title="Guide", show_in_menus=True))
    publish(page_below(home(), title="Hidden"))
    publish(page_below(home(), title="Contact", show_in_menus=True))
    publish(page_below(guide, title="Chapter", show_in_menus=True))

    items = get("/menus/")["items"]

    assert [(item["path"], item["parent"]) for item in items] == [
        ("/guide/", "/"),
        ("/guide/chapter/", "/guide/"),
        ("/contact/", "/"),
    ]


def test_news_come_page_by_page_the_latest_first() -> None:
    index = publish(page_below(home(), NewsIndexPage, title="News"))
    for day in (1, 3, 2):
        publish(page_below(index, NewsPage, title=f"Day {day}", date=f"2026-11-0{day}", summary="s"))
    publish(page_below(index, NewsPage, title="Notice", date="2026-11-09", summary="s", category="notice"))

    first = get("/news/?pageSize=3")
    second = get(first["next"].partition("/api/v1")[2])

    assert [item["title"] for item in first["items"]] == ["Notice", "Day 3", "Day 2"]
    assert ([item["title"] for item in second["items"]], second["next"]) == (["Day 1"], None)
    assert [item["title"] for item in get("/news/?category=notice")["items"]] == ["Notice"]


def test_the_site_keeps_its_own_addresses() -> None:
    page = page_below(home(), title="Legal", slug="about")
    page.slug = "legal"

    with pytest.raises(ValidationError, match="The site itself shows something"):
        page.full_clean()


def test_the_database_takes_payloads_of_approved_versions_only() -> None:
    publish(page_below(home(), title="About"))
    row = PublishedContent.objects.get(key="/about/", kind="page")
    draft = live(ContentPage.objects.get()).save_revision(user=maker())

    with pytest.raises(IntegrityError, match="four eyes"), transaction.atomic():
        PublishedContent.objects.filter(pk=row.pk).update(revision=draft)
    with pytest.raises(IntegrityError, match="this digest"), transaction.atomic():
        PublishedContent.objects.filter(pk=row.pk).update(payload=b"{}")

    assert shown("/about/")["title"] == "About"


def test_a_rebuild_writes_the_same_bytes_and_removes_what_has_no_source() -> None:
    about = publish(page_below(home(), title="About", show_in_menus=True))
    before = sorted(PublishedContent.objects.values_list("kind", "key", "sha256", "published_at"))
    PublishedContent.objects.filter(kind="menu").delete()
    stray = PublishedContent.objects.get(kind="page", key="/about/")
    stray.pk, stray.kind, stray.key = None, "news", "news"
    stray.save()

    first, second = projection.rebuild(), projection.rebuild()

    assert (first, second) == ((2, 0), (0, 0))
    assert sorted(PublishedContent.objects.values_list("kind", "key", "sha256", "published_at")) == before
    assert about.pk


def test_the_home_page_of_a_fresh_installation_is_public_only_after_its_first_approval() -> None:
    assert HomePage.objects.get().live
    assert projection.rebuild() == (0, 0)
    assert connection.vendor == "postgresql"
