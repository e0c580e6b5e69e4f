"""What a draft shows, of every kind, complete or not."""

import json

import pytest
from django.test import Client

from cms.content.models import ContentPage
from tests.factories.content import chinese, home, legal_notice, page_below, question
from tests.factories.previews import shown

pytestmark = pytest.mark.django_db
NO_TEXT = '{"blocks": [], "entityMap": {}}'


def test_a_page_without_its_title_s_blocks_yet_is_shown_with_those_that_are_complete(at_maker: Client) -> None:
    page = page_below(home(), title="About")
    page.body = [("text", "<p>Ready</p>"), ("image", {"image": None}), ("contact", {"name": "", "email": ""})]

    payload = ContentPage.from_serializable_data(page.serializable_data()).draft().payload

    assert [type(part).__name__ for part in payload.body] == ["RichTextBlock"]


def test_a_legal_notice_without_its_day_is_shown_without_it(at_maker: Client) -> None:
    notice = legal_notice()

    draft = shown(
        at_maker, notice, kind="terms", version="2", effective_from="", title="Terms", body=NO_TEXT, locale="1"
    )

    assert (draft["kind"], draft["payload"]["version"], draft["payload"]["effectiveFrom"]) == ("legal", "2", None)


def test_a_chinese_question_is_shown_in_its_language(at_maker: Client) -> None:
    asked = question(question="是否免費？", locale=chinese())

    draft = shown(at_maker, asked, question="如何免費使用？", answer=NO_TEXT, category="general", order="1")

    assert (draft["kind"], draft["locale"], draft["payload"]["question"]) == ("question", "zh-Hant", "如何免費使用？")


@pytest.mark.parametrize("model", ["banner", "legalnotice", "frequentquestion"])
def test_what_was_never_saved_can_be_looked_at_too(at_maker: Client, model: str) -> None:
    typed = {
        "title": "T",
        "position": "home_top",
        "priority": "1",
        "kind": "terms",
        "version": "1",
        "body": NO_TEXT,
        "question": "Why?",
        "answer": NO_TEXT,
        "category": "general",
        "order": "1",
    }
    address = f"/admin/snippets/content/{model}/preview/"
    saved = at_maker.post(address, typed)

    answer = at_maker.get(address)

    assert saved.json()["is_valid"]
    assert answer.status_code == 302, answer.content
    token = answer["Location"].partition("#")[2]
    found = Client().post("/api/v1/preview/resolve/", json.dumps({"token": token}), content_type="application/json")
    assert found.status_code == 200


def test_a_new_page_is_shown_before_it_is_anywhere(at_maker: Client) -> None:
    address = f"/admin/pages/add/content/contentpage/{home().pk}/preview/"
    at_maker.post(address, {"title": "Quite new", "slug": "quite-new", "summary": "", "body-count": "0"})

    token = at_maker.get(address)["Location"].partition("#")[2]

    found = Client().post("/api/v1/preview/resolve/", {"token": token}, content_type="application/json").json()
    assert found["draft"]["payload"]["title"] == "Quite new"
    assert found["draft"]["payload"]["breadcrumbs"] == [{"text": "Fund Repository", "href": "/"}]
