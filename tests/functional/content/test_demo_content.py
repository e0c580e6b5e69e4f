"""The demo's content is public in both languages, by two people, and each kind waits once in the inbox."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import TaskState

from cms.content import comparison
from tests.factories.moderation import checker, maker
from tests.factories.public_answers import get

pytestmark = pytest.mark.django_db


def create() -> str:
    printed = StringIO()
    call_command("create_demo_content", stdout=printed)
    return printed.getvalue()


def test_it_is_there_in_both_languages_and_a_second_call_changes_nothing() -> None:
    maker(), checker()
    create()

    again = create()

    for locale in ("en", "zh-Hant"):
        assert get(f"/pages/?path=/about/&locale={locale}")["locale"] == locale
        assert [len(get(f"/{name}/?locale={locale}")["items"]) for name in ("menus", "faq", "banners", "news")] == [
            *(4, 6, 3, 2),
        ]
        assert [item["to"] for item in get(f"/redirects/?locale={locale}")["items"]] == ["/about/"]
        assert get(f"/legal/terms/?locale={locale}")["locale"] == locale
    assert "nothing was done" in again
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    assert {state.revision.content_object._meta.model_name for state in waiting} == {
        *("contentpage", "newspage", "banner", "legalnotice", "frequentquestion", "redirect"),
    }
    assert TaskState.objects.get(status=TaskState.STATUS_REJECTED).comment.startswith("We don't rate funds.")


def test_what_is_public_of_it_is_what_was_approved_byte_for_byte() -> None:
    maker(), checker()
    create()

    assert comparison.differences() == []


def test_without_its_people_nothing_is_done() -> None:
    with pytest.raises(CommandError, match="run create_demo_users first"):
        create()
