"""Publishes the demo's pages, in English first and then translated."""

from typing import Any

from wagtail.log_actions import LogContext
from wagtail.models import Locale, Page

from cms.content.models import ContentPage, HomePage, NewsIndexPage, NewsPage

from . import news, texts
from .gate import TwoPeople

LANGUAGES = ("en", "zh-hant")


def publish_pages(people: TwoPeople) -> None:
    """Front page, pages and news in both languages."""
    english = HomePage.objects.get(locale__language_code="en")
    for language in LANGUAGES:
        home = english if language == "en" else _translation(people, english, language)
        home.introduction, home.body = texts.HOME[language], texts.HOME_BODY[language]
        home.title = "Fund Repository" if language == "en" else "基金資料庫"
        people.publish(home)
    for words in texts.PAGES:
        _publish(people, words, model=ContentPage, parent=english, show_in_menus=True)
    index = _publish(people, {"slug": "news"} | news.INDEX, model=NewsIndexPage, parent=english, show_in_menus=True)
    for item in news.NEWS:
        words = {"slug": item["slug"]} | {language: _with_body(item[language]) for language in LANGUAGES}
        _publish(people, words, model=NewsPage, parent=index, date=item["date"], category=item["category"])


def page(slug: str, language: str) -> ContentPage:
    """One of the published pages."""
    return ContentPage.objects.get(slug=slug, locale__language_code=language)


def _publish(people: TwoPeople, words: dict[str, Any], *, model: Any, parent: Page, **more: Any) -> Any:
    """The page in English and its translation; returns the English one."""
    parent = Page.objects.get(pk=parent.pk)
    draft = model(slug=words["slug"], locale=parent.locale, **words["en"], **more)
    with LogContext(user=people.maker):
        parent.add_child(instance=draft)
    english = people.publish(draft)
    translated = _translation(people, english, "zh-hant")
    for name, value in words["zh-hant"].items():
        setattr(translated, name, value)
    people.publish(translated)
    return english


def _translation(people: TwoPeople, page: Any, language: str) -> Any:
    """The draft that “Translate this page” makes."""
    with LogContext(user=people.maker):
        return page.copy_for_translation(Locale.objects.get(language_code=language))


def _with_body(words: dict[str, str]) -> dict[str, Any]:
    return {
        "title": words["title"],
        "summary": words["summary"],
        "body": [{"type": "text", "value": words["text"]}],
    }
