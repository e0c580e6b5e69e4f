"""Whatever is asked, the answer has an id, a refusal is a problem whose code is explained, and scripts may read it."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from api.problems.catalogue import KINDS
from tests.factories.content import banner
from tests.factories.moderation import publish
from tests.factories.public_answers import API, body_of, get

ROOT = Path(__file__).parents[3]
PROBLEM = "application/problem+json"
REFUSALS = {
    "an unknown parameter": ("get", f"{API}/funds/?colour=red", 400, "invalid_parameter"),
    "no key": ("get", f"{API}/partner/", 401, "invalid_key"),
    "an unknown fund": ("get", f"{API}/funds/NONE/", 404, "not_found"),
    "an unknown address": ("get", f"{API}/nowhere/", 404, "not_found"),
    "an unknown version": ("get", "/api/v9/funds/", 404, "not_found"),
    "no version": ("get", "/api/funds/", 404, "not_found"),
    "a write": ("post", f"{API}/funds/", 405, "method_not_allowed"),
    "a method of another world": ("put", f"{API}/preview/resolve/", 405, "method_not_allowed"),
    "an endless address": ("get", f"{API}/funds/?search={'x' * 9000}", 414, "address_too_long"),
    "a thousand parameters": ("get", f"{API}/funds/?{'a&' * 1500}", 400, "bad_request"),
}  # fmt: skip


def ask(address: str, method: str = "get", **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(Client(raise_request_exception=False), method)(address, headers=named)


@pytest.mark.parametrize(("method", "address", "status", "code"), REFUSALS.values(), ids=REFUSALS.keys())
def test_every_refusal_is_a_problem_that_leads_to_its_meaning(
    method: str, address: str, status: int, code: str
) -> None:
    answer = ask(address, method)
    found = answer.json()

    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert (found["status"], found["code"], found["type"]) == (status, code, f"{settings.PROBLEMS_URL}#{code}")
    assert found["requestId"] == answer["X-Request-ID"]
    assert answer["Cache-Control"] == "no-store"


def test_the_type_of_a_problem_leads_to_an_address_of_ours_which_explains_each_code() -> None:
    found = get("/problems/")["results"]

    assert settings.PROBLEMS_URL.endswith(f"{API}/problems/")
    assert [one["code"] for one in found] == [kind.code for kind in KINDS]


def test_every_code_that_the_source_sends_is_explained_there_and_in_the_docs() -> None:
    source = "".join(path.read_text() for path in (ROOT / "api").rglob("*.py"))
    sent = set(re.findall(r'problem\(\s*HTTPStatus\.\w+,\s*"(\w+)"|default_code = "(\w+)"', source))
    page = (ROOT / "docs/api/problems.md").read_text()
    explained = {kind.code for kind in KINDS}

    assert len(sent) > 5
    assert {first or second for first, second in sent} <= explained
    assert set(re.findall(r"^## (\w+)$", page, re.M)) == explained
    assert all(kind.meaning in " ".join(page.split()) for kind in KINDS)


def test_a_fault_of_ours_says_nothing_of_itself_but_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("api.v1.status.status", fails)

    answer = ask(f"{API}/status/")

    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (500, PROBLEM, "internal_error")
    assert answer.json()["requestId"] == answer["X-Request-ID"]
    assert b"secret" not in answer.content


def test_a_database_that_is_away_is_said_to_be_away_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        answer = ask(f"{API}/status/")

    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "unavailable", "5")
    assert b"connection" not in answer.content


def test_a_body_that_is_too_large_is_refused_as_such(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = Client().post(f"{API}/preview/resolve/", data="x" * 101, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_request_keeps_the_id_that_its_sender_gave_it() -> None:
    assert ask(f"{API}/status/", X_Request_ID="order-4711.b_2")["X-Request-ID"] == "order-4711.b_2"


@pytest.mark.parametrize("proposed", ["", "short", "x" * 65, "with space", 'quo"te-quote', "ümlaut-12"])
def test_an_id_that_could_do_harm_is_replaced(proposed: str) -> None:
    first, second = (ask(f"{API}/status/", X_Request_ID=proposed)["X-Request-ID"] for _ in range(2))

    assert re.fullmatch("[0-9a-f]{32}", first)
    assert first != second


READS = [
    *("/funds/", "/funds/DEM00001/", "/status/", "/problems/", "/openapi.json"),
    *("/banners/", "/chain/", "/record/", "/nowhere/"),
]


@pytest.mark.parametrize("address", READS)
def test_a_script_of_any_site_may_read_and_sees_what_is_left_of_its_quota(address: str) -> None:
    answer = ask(f"{API}{address}", Origin="https://partner.example")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"} <= set(
        answer["Access-Control-Expose-Headers"].split(", ")
    )
    assert "Origin" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("address", READS)
def test_a_browser_may_ask_beforehand_and_may_then_send_a_key(address: str) -> None:
    asked = {"Origin": "https://partner.example", "Access_Control_Request_Method": "GET"}

    answer = ask(f"{API}{address}", "options", **asked)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Authorization" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("address", ["/partner/", "/partner/webhooks/", "/preview/resolve/"])
def test_no_foreign_script_reads_what_is_a_partners_own_or_a_draft(address: str) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access_Control_Request_Method": "GET"}

    answers = [ask(f"{API}{address}", "options", **asked), ask(f"{API}{address}", Origin=asked["Origin"])]

    assert [answer.headers.get("Access-Control-Allow-Origin") for answer in answers] == [None, None]


METHODS = {
    "/funds/": {"GET", "HEAD", "OPTIONS"},
    "/status/": {"GET", "HEAD", "OPTIONS"},
    "/preview/resolve/": {"POST", "OPTIONS"},
    "/partner/": {"GET", "HEAD", "OPTIONS"},
    "/partner/keys/rotate/": {"POST", "OPTIONS"},
}


@pytest.mark.parametrize(("address", "methods"), METHODS.items())
def test_an_address_says_what_may_be_done_there_without_a_body(address: str, methods: set[str]) -> None:
    answer = ask(f"{API}{address}", "options")

    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer["Allow"].split(", ")) == methods


def test_what_editors_window_is_never_served_beyond_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    end = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    publish(banner(starts_at=end - timedelta(hours=2), ends_at=end))
    monkeypatch.setattr(timezone, "now", lambda: end - timedelta(seconds=20))

    answer = ask(f"{API}/banners/")

    assert re.findall(r"age=(\d+)", answer["Cache-Control"]) == ["20", "20"]
    assert "must-revalidate" in answer["Cache-Control"]
    assert "stale" not in answer["Cache-Control"]


def test_what_is_not_the_apis_is_left_alone_but_for_its_id() -> None:
    answer = ask("/admin/login/")

    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["X-Request-ID"]
    assert body_of(answer).lstrip().startswith(b"<!")
