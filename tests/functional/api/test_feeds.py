"""Atom feeds as a reader's program takes them: well-formed, complete, and the same until something changes."""

from datetime import datetime
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.test import Client

from api.answers.atom import Entry, feed
from cms.content.models import NewsIndexPage, NewsPage
from infra.deliveries import Delivery
from tests.factories.content import home, page_below
from tests.factories.moderation import publish
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = "http://127.0.0.1:4321"
ADDRESSES = [
    "/feeds/all.atom",
    "/feeds/all.atom?locale=zh-Hant",
    "/feeds/all.atom?fundGroupName=HOUSE",
    "/feeds/funds/DEM00001.atom",
    "/feeds/funds/DEM00001.atom?locale=zh-Hant",
    "/feeds/news.atom",
]


def parsed(address: str) -> Element:
    response = Client().get(f"{API}{address}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml")
    return fromstring(response.content)  # noqa: S314 - our own


def texts(entry: Element, name: str) -> list[str]:
    return [one.text or "" for one in entry.findall(f"{ATOM}{name}")]


def links(entry: Element) -> dict[str, str]:
    return {one.attrib["rel"]: one.attrib["href"] for one in entry.findall(f"{ATOM}link")}


def house() -> str:
    return str(get("/funds/DEM00001/")["fundGroupName"]["en"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_feed_has_what_every_feed_and_entry_must_have(public_record: Delivery, address: str) -> None:
    address = address.replace("HOUSE", quote(house()))

    root = parsed(address)

    entries = root.findall(f"{ATOM}entry")
    assert root.tag == f"{ATOM}feed"
    assert urlsplit(links(root)["self"]).path == f"{API}{address.partition('?')[0]}"
    assert [len(texts(root, name)) for name in ("id", "title", "updated", "author")] == [1, 1, 1, 1]
    for entry in entries:
        assert [len(texts(entry, name)) for name in ("id", "title", "updated", "published", "summary")] == [1] * 5
        assert datetime.fromisoformat(texts(entry, "updated")[0]).tzinfo
        assert all(text.strip() for name in ("id", "title", "summary") for text in texts(entry, name))
    assert len(entries) <= 100
    ids = [texts(one, "id")[0] for one in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("tag:127.0.0.1,2026:") for one in ids)


def test_entries_lead_to_the_page_of_the_fund_in_their_language(public_record: Delivery) -> None:
    english, chinese = parsed("/feeds/funds/DEM00001.atom"), parsed("/feeds/funds/DEM00001.atom?locale=zh-Hant")

    assert links(english.findall(f"{ATOM}entry")[0])["alternate"] == f"{SITE}/funds/DEM00001"
    assert links(chinese.findall(f"{ATOM}entry")[0])["alternate"] == f"{SITE}/zh-hant/funds/DEM00001"
    assert (english.attrib[LANGUAGE], chinese.attrib[LANGUAGE]) == ("en", "zh-Hant")
    assert texts(english, "id") != texts(chinese, "id")


def test_the_newest_change_comes_first_and_says_what_happened(public_record: Delivery) -> None:
    gone = {record["fundId"] for record in public_record.deauthorised["deauthorised"]}

    first, second = parsed("/feeds/all.atom").findall(f"{ATOM}entry")[:2]

    assert {links(one)["alternate"].rpartition("/")[2] for one in (first, second)} == gone
    assert texts(first, "title")[0].endswith(": no longer authorised")
    assert texts(first, "summary") == ["authorisationStatus, deauthorisation"]
    assert [one.attrib["term"] for one in first.findall(f"{ATOM}category")] == ["deauthorised"]


def test_names_with_signs_of_markup_stay_text(public_record: Delivery) -> None:
    odd = next(one for one in get("/funds/?search=Growth")["results"] if "O'Neill" in one["legalFundNameOnly"]["en"])

    (entry, *_) = parsed(f"/feeds/funds/{odd['fundId']}.atom").findall(f"{ATOM}entry")

    assert texts(entry, "title")[0].startswith('O\'Neill "Growth" 100% \\ & Income_Fund!: ')


def test_what_no_xml_may_hold_becomes_a_replacement_sign() -> None:
    odd = Entry(name="x", title="a\x0bb\ufffe <b>&", text="<script>\x00", path="/funds", at=datetime.now().astimezone())

    written = feed([odd], name="n", title="t\x01", address="http://a/", path="/", locale="en")
    root = fromstring(written)  # noqa: S314 - our own

    (entry,) = root.findall(f"{ATOM}entry")
    assert texts(entry, "title") == ["a\ufffdb\ufffd <b>&"]
    assert texts(entry, "summary") == ["&lt;script&gt;\ufffd"]


def test_a_feed_is_not_sent_twice_and_stays_the_same(public_record: Delivery) -> None:
    for address in ("/feeds/all.atom", "/feeds/news.atom"):
        first = Client().get(f"{API}{address}")
        again = Client().get(f"{API}{address}", headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")


def test_news_and_notices_are_told_by_category(public_record: Delivery) -> None:
    index = publish(page_below(home(), NewsIndexPage, title="News"))
    for title, category in (("Holiday", "news"), ("Maintenance & more", "notice")):
        publish(page_below(index, NewsPage, title=title, date="2026-11-03", summary="All day", category=category))

    both, notices = parsed("/feeds/news.atom"), parsed("/feeds/news.atom?category=notice")

    assert sorted(texts(one, "title")[0] for one in both.findall(f"{ATOM}entry")) == ["Holiday", "Maintenance & more"]
    (notice,) = notices.findall(f"{ATOM}entry")
    assert (texts(notice, "title"), texts(notice, "summary")) == (["Maintenance & more"], ["All day"])
    assert links(notice)["alternate"] == f"{SITE}/news/maintenance-more/"
    assert texts(notice, "updated") == ["2026-11-03T00:00:00+08:00"]


NOT_THERE = ["/feeds/funds/DEM99999.atom", "/feeds/all.atom?fundGroupName=Nobody", "/feeds/funds/a.atom"]


@pytest.mark.parametrize("address", NOT_THERE)
def test_a_feed_about_nothing_is_not_there(public_record: Delivery, address: str) -> None:
    assert problem(address)["status"] == 404


@pytest.mark.parametrize("address", ["all.atom?kind=x", "news.atom?category=x", "all.atom?locale=fr"])
def test_what_a_feed_does_not_know_is_refused(public_record: Delivery, address: str) -> None:
    assert problem(f"/feeds/{address}")["status"] == 400
