"""The path before Django says what Django says, byte for byte: every address, every parameter, every condition."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from infra.deliveries import Delivery
from tests.factories.both_ways import BothWays, Said
from tests.factories.partners import key_of, partner
from tests.factories.public_answers import API, get
from tests.functional.api.test_answers import PATHS

FUND = f"{API}/funds/DEM00001/"
LIST = f"{API}/funds/"
KEPT = re.compile(f"{LIST}([^/]+/)?")
LEFT = ("preview", "partner", ".pdf", "/images/", "/bulk/{name}", ".atom")
ANOTHER_EACH_TIME = f"{API}/support-requests/form/"
ODD = ("", "0", "-1", "no such", "2026-02-30", "1e9", "%00", "x" * 300, "a&b", "é股", "null")
QUERIES = (
    *("search=etf", "search=world+equity", "search=%E8%82%A1%E6%81%AF", "search=quill&ordering=name", "search=dividnd"),
    *("search=IE00", "search=", "search=%20", "search=%FF%FE", "assetClass=equity&isEtf=true&pageSize=3"),
    *("fundCurrency=USD&fundCurrency=EUR", "riskLevel=1&riskLevel=5", "isEtf=true&isEtf=false", "riskLevel=9"),
    *("authorisationStatus=deauthorised", "status=suspended", "shareClassCurrency=USD&shareClassCurrency=EUR"),
    *("authorisedSince=2015-01-01&authorisedBefore=2020-01-01", "shareClassDistributionPolicy=distributing"),
    *("ordering=-name", "ordering=nameZhHant", "ordering=-authorisationDate", "ordering=publishedAt", "pageSize=100"),
    *("fields=fundId", "fields=fundId,isins&pageSize=2", "fields=colour", "search=etf&fields=fundId", "cursor=eA"),
    *(
        "asOf=2026-11-18",
        "asOf=2026-11-19&search=etf",
        "asOf=1999-01-01",
        "colour=red",
        "pageSize=1&pageSize=2",
        "&&=&",
    ),
)
CONDITIONS: tuple[dict[str, str], ...] = (
    {"HTTP_ACCEPT_ENCODING": "gzip"},
    {"HTTP_ACCEPT_ENCODING": "br, gzip;q=0"},
    {"HTTP_IF_NONE_MATCH": "*"},
    {"HTTP_IF_NONE_MATCH": '"another"'},
    {"HTTP_IF_MATCH": '"another"'},
    {"HTTP_IF_UNMODIFIED_SINCE": "Wed, 21 Oct 2015 07:28:00 GMT"},
    {"HTTP_IF_MODIFIED_SINCE": "Wed, 21 Oct 2015 07:28:00 GMT"},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT", "HTTP_IF_NONE_MATCH": '"another"'},
    {"HTTP_ORIGIN": "https://elsewhere.example"},
    {"HTTP_X_REQUEST_ID": "a-client-s-own-id"},
    {"HTTP_X_REQUEST_ID": "bad id"},
    {"HTTP_HOST": "elsewhere.example"},
    {"HTTP_HOST": "127.0.0.1:99999999"},
    {"HTTP_AUTHORIZATION": "Bearer frk_nobodys0_" + "A" * 43},
    {"HTTP_AUTHORIZATION": "Basic eDp5"},
    {"HTTP_COOKIE": "sessionid=x; theme=dark"},
    {"HTTP_RANGE": "bytes=0-9"},
    {"HTTP_ACCEPT": "text/html"},
    {"HTTP_ACCEPT": "text/csv"},
    {"HTTP_ACCEPT": "application/json;q=0.5, text/csv", "HTTP_ACCEPT_ENCODING": "gzip"},
    {"HTTP_ACCEPT_LANGUAGE": "zh-HK, en;q=0.5"},
    {"HTTP_X_FORWARDED_PROTO": "https"},
    {"CONTENT_TYPE": "application/json; charset=nothing", "CONTENT_LENGTH": "12"},
)


@pytest.fixture
def ways(public_record: Delivery) -> BothWays:
    return BothWays()


def alike(ways: BothWays, path: str, query: str = "", **more: Any) -> Said:
    """What both say; what the front says itself it says again, as what was asked for before may be kept."""
    left = ways.left
    front, django = ways.ask(path, query, **more)
    assert front == django, (path, query, more)
    if ways.left == left and KEPT.fullmatch(path):
        assert [ways.front(path, query, **more) for _ in range(2)] == [django] * 2
    return front


def values() -> dict[str, list[str]]:
    """What stands in addresses: something that is there, and something that isn't."""
    document = get("/funds/DEM00001/")["documents"][0]
    house, umbrella = get("/fund-groups/")["results"][0]["slug"], get("/umbrellas/")["results"][0]["umbrellaId"]
    return {
        "fundId": ["DEM00001", "DEM99999", "dem-1", "%", "A" * 400],
        "version": ["1", "99"],
        "slug": [house, "nobody"],
        "umbrellaId": [quote(umbrella, safe=""), "nothing"],
        "sha256": [document["sha256"], "0" * 64],
        "kind": ["terms", "no-such"],
        "name": ["funds-20261119T000000Z-full.ndjson.gz"],
        "extension": ["webp"],
        "endpointId": ["1"],
    }


def filled(path: str) -> Iterator[str]:
    known = values()
    names = [name for name in known if f"{{{name}}}" in path]
    for number in range(max((len(known[name]) for name in names), default=1)):
        address = path
        for name in names:
            address = address.replace(f"{{{name}}}", known[name][number % len(known[name])])
        yield address


def queries(described: dict[str, Any]) -> Iterator[str]:
    """No parameter; each with what it accepts, with examples, with what nobody accepts, and twice; and unknown ones."""
    yield ""
    yield "colour=red"
    for one in described.get("parameters", []):
        if one["in"] != "query":
            continue
        schema = one["schema"].get("items", one["schema"])
        given = [example["value"] for example in one.get("examples", {}).values()]
        accepted = [one for value in given for one in (value if isinstance(value, list) else [value])]
        for value in (*schema.get("enum", [])[:3], *accepted, "1", *ODD):
            yield urlencode({one["name"]: value})
        yield urlencode([(one["name"], "1"), (one["name"], "2")])


@pytest.mark.parametrize("path", sorted({*PATHS} - {ANOTHER_EACH_TIME}))
def test_every_address_with_every_parameter_says_the_same(ways: BothWays, path: str) -> None:
    described = Client().get(f"{API}/openapi.json").json()["paths"][path].get("get", {})

    said = [alike(ways, address, query).status for address in filled(path) for query in queries(described)]

    if any(part in path for part in LEFT):
        assert ways.left == len(said)
    else:
        assert ways.left == sum(not status.startswith("200") for status in said)


@pytest.mark.parametrize("query", QUERIES)
def test_lists_and_facets_say_the_same_whatever_is_combined(ways: BothWays, query: str) -> None:
    alike(ways, LIST, query)
    alike(ways, f"{LIST}facets/", query)


def test_pages_forward_and_back_say_the_same(ways: BothWays) -> None:
    for start in ("pageSize=7", "pageSize=7&search=etf", "pageSize=7&ordering=-authorisationDate&assetClass=equity"):
        following = [f"{LIST}?{start}"]
        for address in following:
            path, _, query = address.partition("?")
            alike(ways, path, query)
            page = Client().get(address).json()
            known = [one.partition("?")[2] for one in following]
            ends = (page["next"], page["previous"])
            following += [one for one in ends if one and one.partition("?")[2] not in known]
            following[:] = [one.replace("http://127.0.0.1:8000", "") for one in following]
        assert len(following) > 4

    assert ways.left == 0


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
@pytest.mark.parametrize("path", [FUND, LIST, f"{API}/status/", f"{API}/funds/NOBODY/"])
def test_every_header_of_a_request_has_the_same_effect(ways: BothWays, path: str, condition: dict[str, str]) -> None:
    alike(ways, path, **condition)
    alike(ways, path, method="HEAD", **condition)


@pytest.mark.parametrize("path", [FUND, LIST])
@pytest.mark.parametrize("coding", ["", "gzip"])
def test_what_is_known_is_not_sent_again_by_either(ways: BothWays, path: str, coding: str) -> None:
    tag = dict(alike(ways, path, HTTP_ACCEPT_ENCODING=coding).headers)["ETag"].removeprefix("W/")

    for said in (tag, f"W/{tag}", f'"x", {tag}', f'"x",W/{tag}', "*"):
        answer = alike(ways, path, HTTP_IF_NONE_MATCH=said, HTTP_ACCEPT_ENCODING=coding)
        assert (answer.status[:3], answer.body) == ("304", b"")

    assert ways.left == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_django_s(ways: BothWays, method: str) -> None:
    alike(ways, LIST, method=method)

    assert ways.left == 1


@pytest.mark.parametrize("path", ["/", "/admin/login/", API, f"{API}/", f"{API}/funds", f"{API}/funds//"])
def test_addresses_of_nothing_published_are_django_s(ways: BothWays, path: str) -> None:
    front, django = ways.ask(path)

    assert (front.status, ways.left) == (django.status, 1)


@pytest.mark.parametrize("path", [f"{API}/funds/\xc3\xa9/", f"{API}/legal/\xff/", f"{API}/funds/" + "x" * 9000 + "/"])
def test_odd_addresses_say_the_same(ways: BothWays, path: str) -> None:
    alike(ways, path)


def test_a_key_opens_the_same_and_its_answers_are_its_own(ways: BothWays) -> None:
    _, text = key_of(partner())

    for path in (FUND, LIST, f"{API}/documents/", f"{API}/partner/"):
        answer = alike(ways, path, HTTP_AUTHORIZATION=f"Bearer {text}")
        assert "public" not in dict(answer.headers)["Cache-Control"]


@pytest.mark.usefixtures("empty_counters")
def test_a_quota_that_is_used_up_refuses_on_both_ways_and_counts_each_request_once(
    ways: BothWays, settings: Settings
) -> None:
    settings.ANONYMOUS_PER_MINUTE = 4

    said = [one.status[:3] for _ in range(3) for one in ways.ask(FUND, REMOTE_ADDR="192.0.2.99")]

    assert said == ["200", "200", "200", "200", "429", "429"]


def test_a_refusal_that_is_left_to_django_is_counted_once(ways: BothWays, settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 4

    said = [one.status[:3] for _ in range(3) for one in ways.ask(f"{API}/funds/NOBODY/", REMOTE_ADDR="192.0.2.98")]

    assert said == ["404", "404", "404", "404", "429", "429"]


def test_behind_tls_both_send_plain_http_away_and_ask_for_tls_for_good(settings: Settings, ways: BothWays) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    behind_tls = BothWays()

    plain = alike(behind_tls, FUND)
    secure = alike(behind_tls, FUND, HTTP_X_FORWARDED_PROTO="https")

    assert (plain.status[:3], secure.status[:3], behind_tls.left) == ("301", "200", 1)
    assert "Strict-Transport-Security" in dict(secure.headers)
