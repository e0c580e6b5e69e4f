"""The language of an answer: as the address says, else as the client prefers, and caches are told which."""

from typing import Any

import pytest
from django.test import Client

from api.asking.languages import preferred
from tests.factories.content import banner, chinese, home, legal_notice, page_below, question, translated
from tests.factories.moderation import publish
from tests.factories.pages import problem
from tests.factories.public_answers import API

ADDRESSES = ["/pages/", "/menus/", "/faq/", "/news/", "/banners/", "/legal/terms/", "/legal/terms/versions/"]
CHINESE = "zh-HK, zh;q=0.9, en;q=0.8"


@pytest.fixture
def content(db: None) -> None:
    """A front page, a page of the menu, a question, a banner and a notice in both languages."""
    publish(translated(home()))
    publish(translated(publish(page_below(home(), title="About", show_in_menus=True))))
    for values in ({}, {"locale": chinese()}):
        for make in (banner, question, legal_notice):
            publish(make(**values))


def ask(address: str, language: str = "") -> Any:
    answer = Client().get(f"{API}{address}", headers={"Accept-Language": language} if language else {})
    assert answer.status_code == 200, answer.content
    return answer


def variants(answer: Any) -> set[str]:
    return set(answer.get("Vary", "").split(", "))


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_prefers_chinese_gets_it_without_asking_in_the_address(content: None, address: str) -> None:
    plain, preferred_one, stated = ask(address), ask(address, CHINESE), ask(f"{address}?lang=zh-Hant", "en")

    assert (plain["Content-Language"], plain.json()["locale"]) == ("en", "en")
    assert (preferred_one["Content-Language"], preferred_one.json()["locale"]) == ("zh-Hant", "zh-Hant")
    assert preferred_one.content == stated.content


@pytest.mark.parametrize("address", [*ADDRESSES, "/feeds/news.atom", "/feeds/all.atom"])
def test_caches_keep_both_languages_only_where_the_address_names_none(content: None, address: str) -> None:
    assert "Accept-Language" in variants(ask(address))
    assert "Accept-Language" in variants(ask(f"{address}?lang="))
    for name in ("lang", "locale"):
        assert "Accept-Language" not in variants(ask(f"{address}?{name}=en"))


def test_an_answer_that_is_known_already_says_its_language_too(content: None) -> None:
    first = ask("/faq/", CHINESE)
    again = Client().get(f"{API}/faq/", headers={"Accept-Language": CHINESE, "If-None-Match": first["ETag"]})

    assert (again.status_code, again["Content-Language"]) == (304, "zh-Hant")
    assert "Accept-Language" in variants(again)


def test_what_is_missing_in_the_preferred_language_says_in_which_it_is(content: None) -> None:
    publish(page_below(home(), title="Only English"))

    answer = ask("/pages/?path=/only-english/", CHINESE)

    assert (answer["Content-Language"], answer.json()["requestedLocale"]) == ("en", "zh-Hant")


def test_feeds_come_in_the_preferred_language(content: None) -> None:
    assert b'xml:lang="zh-Hant"' in ask("/feeds/news.atom", CHINESE).content
    assert ask("/feeds/news.atom", CHINESE)["Content-Language"] == "zh-Hant"


def test_what_is_in_all_languages_at_once_does_not_vary(content: None) -> None:
    assert "Accept-Language" not in variants(ask("/funds/", CHINESE))


def test_two_names_may_say_the_same_but_not_contradict_each_other(content: None) -> None:
    assert ask("/faq/?lang=zh-Hant&locale=zh-Hant")["Content-Language"] == "zh-Hant"

    refused = problem("/faq/?lang=zh-Hant&locale=en")

    assert (refused["status"], refused["parameter"], refused["accepted"]) == (400, "locale", ["zh-Hant"])


@pytest.mark.parametrize(
    ("accept", "tag"),
    [
        ("", "en"),
        ("*", "en"),
        ("fr, de;q=0.5", "en"),
        ("zh", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("en-GB,en;q=0.9,zh-TW;q=0.8", "en"),
        ("en;q=0.3, ZH-TW;q=0.7", "zh-Hant"),
        ("fr, zh-HK;q=0.2, *;q=0.1", "zh-Hant"),
        ("zh;q=0, en;q=0.1", "en"),
        ("zh;q=0", "en"),
        ("zh;q=2, en;q=0.1", "en"),
        (";;,=,zh-" + "x" * 5000, "en"),
    ],
)
def test_any_chinese_means_ours_and_the_heaviest_wins(accept: str, tag: str) -> None:
    assert preferred(accept) == tag
