"""What the proxy keeps, for whom and for how long."""

import time
from http.client import HTTPResponse

import pytest

from infra.parts.nginx import Nginx
from tests.factories.moments import wait_until
from tests.integration.infra.nginx.standing import LIST, BackEnd, ask


def until_kept(proxy: Nginx) -> HTTPResponse:
    """The first answer that nginx had: it has one for two seconds, which may be over on a busy machine."""
    for _ in range(100):
        answer, _body = ask(proxy)
        if answer.headers["RateLimit"] is None:
            return answer
    raise AssertionError("nothing is kept")


def test_what_is_asked_often_is_asked_of_the_back_end_a_few_times_only(proxy: Nginx, back_end: BackEnd) -> None:
    bodies = {ask(proxy)[1] for _ in range(30)}

    assert len(bodies) == 1
    assert 2 <= len(back_end.asked) < 15


def test_an_answer_that_was_kept_says_nothing_of_another_s_quota_and_has_an_id_of_its_own(
    proxy: Nginx, back_end: BackEnd
) -> None:
    first, second = ask(proxy)[0], ask(proxy)[0]
    kept = until_kept(proxy)

    assert first.headers["RateLimit"] != second.headers["RateLimit"]
    assert (kept.headers["RateLimit"], kept.headers["RateLimit-Policy"]) == (None, None)
    assert len({answer.headers["X-Request-ID"] for answer in (first, second, kept)}) == 3
    assert back_end.asked[0]["X-Request-ID"] == first.headers["X-Request-ID"]


@pytest.mark.parametrize("header", [{"Authorization": "Bearer frk_mine"}, {"Cookie": "sessionid=mine"}])
def test_who_asks_for_himself_gets_an_answer_of_his_own_and_leaves_none(
    proxy: Nginx, back_end: BackEnd, header: dict[str, str]
) -> None:
    for _ in range(4):
        answer, _ = ask(proxy, **header)
        assert answer.headers["RateLimit"]

    ask(proxy)

    assert len(back_end.asked) == 5


@pytest.mark.parametrize("said", ["no-store", "private, max-age=0", ""])
def test_what_is_not_for_everybody_is_not_kept(proxy: Nginx, back_end: BackEnd, said: str) -> None:
    back_end.cache_control = said

    for _ in range(4):
        ask(proxy)

    assert len(back_end.asked) == 4


@pytest.mark.parametrize("path", ["/api/v1/banners/?lang=en", "/api/v1/legal/disclaimer/", "/api/v1/status/"])
def test_what_ends_in_its_second_is_asked_for_each_time(proxy: Nginx, back_end: BackEnd, path: str) -> None:
    for _ in range(4):
        ask(proxy, path)

    assert len(back_end.asked) == 4


@pytest.mark.parametrize("status", [301, 404, 410])
def test_what_was_withdrawn_after_it_was_kept_is_not_served_again(proxy: Nginx, back_end: BackEnd, status: int) -> None:
    kept = [ask(proxy)[0].status for _ in range(3)]
    back_end.status, back_end.cache_control = status, "no-store"
    time.sleep(KEPT_SECONDS + 1.2)  # nginx counts in whole seconds

    answers = {ask(proxy)[0].status for _ in range(5)}

    assert kept == [200] * 3
    assert answers == {status}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_no_refusal_is_kept(proxy: Nginx, back_end: BackEnd, status: int) -> None:
    back_end.status = status

    answers = [ask(proxy)[0].status for _ in range(4)]

    assert answers == [status] * 4
    assert len(back_end.asked) == 4


def test_hosts_addresses_and_codings_are_never_mixed(proxy: Nginx) -> None:
    for _ in range(4):
        for host in ("one.example", "two.example"):
            for path in (LIST, f"{LIST}&pageSize=1"):
                for said, coding in (("gzip, br", "gzip"), ("br", ""), ("gzip;q=0", ""), ("GZIP;q=0.5", "gzip")):
                    _, body = ask(proxy, path, Host=host, Accept_Encoding=said)
                    assert body.decode() == f"{path} {host} {coding}  "


def test_formats_and_languages_are_never_mixed(proxy: Nginx) -> None:
    for _ in range(4):
        for accept in ("text/csv", "application/json"):
            for language in ("zh-Hant", "en"):
                _, body = ask(proxy, Accept=accept, Accept_Language=language)
                assert body.decode().endswith(f" {accept} {language}")


def test_what_a_client_has_is_not_sent_again_from_what_was_kept(proxy: Nginx, back_end: BackEnd) -> None:
    until_kept(proxy)

    wait_until(lambda: ask(proxy, If_None_Match='"one"')[0].status == 304, "an answer without a body")


KEPT_SECONDS = 2
