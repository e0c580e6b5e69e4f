"""The demo has articles for the public in both languages, and for colleagues."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import TaskState

from cms.support.articles import approved
from cms.support.models import HelpArticle
from tests.factories.moderation import checker, maker
from tests.factories.public_answers import get

pytestmark = pytest.mark.django_db


def create() -> str:
    printed = StringIO()
    call_command("create_demo_support", stdout=printed)
    return printed.getvalue()


def test_articles_are_there_once_in_both_languages() -> None:
    maker(), checker()
    create()

    again = create()

    for locale in ("en", "zh-Hant"):
        assert [item["locale"] for item in get(f"/help/?locale={locale}")["items"]] == [locale] * 4
    assert {article.slug for article in approved(audience="staff")} == {"cannot-log-in", "slow", "data-not-saving"}
    assert "nothing was done" in again
    waiting = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    assert waiting.revision.content_object.slug == "why-figures-differ"


def test_every_demo_article_passes_the_checks_of_its_form() -> None:
    maker(), checker()
    create()

    for article in HelpArticle.objects.all():
        article.full_clean()


def test_without_its_people_nothing_is_done() -> None:
    with pytest.raises(CommandError, match="run create_demo_users first"):
        create()
