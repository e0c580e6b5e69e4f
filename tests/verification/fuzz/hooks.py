"""What every answer must keep, asked after each generated question; schemathesis loads this file in its process."""

import os
import re
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import requests
import schemathesis
from schemathesis import AuthContext, Case, CheckContext, HookContext, Response
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import JsonSchemaError

from tests.verification.fuzz.wire import forbidden

STEADY, *SPENT = Path(os.environ["FUZZ_KEYS"]).read_text().split()
KEYS = cycle(SPENT)
PROBLEM = "application/problem+json"
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
UNKNOWN = "noSuchParameter"
PATIENCE = 30
AnyCase = Case[Any]


@schemathesis.auth(refresh_interval=None).apply_to(path_regex="^/api/v1/partner/")
class PartnerKey:
    """Shows the partner's key; a rotation may end the one that it is asked with, and so gets another each time."""

    def get(self, case: AnyCase, _ctx: AuthContext, /) -> str:
        """The key for this question."""
        return next(KEYS) if case.operation.path.endswith("/keys/rotate/") else STEADY

    def set(self, case: AnyCase, data: str, _ctx: AuthContext, /) -> None:
        """As a bearer token."""
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.check
def every_answer_has_an_id(ctx: CheckContext, response: Response, case: AnyCase) -> None:
    """Of the answer and, in a problem, the same."""
    (request_id,) = response.headers["x-request-id"]
    assert SANE.fullmatch(request_id), request_id
    if response.status_code >= 400:
        assert response.json()["requestId"] == request_id


@schemathesis.check
def every_refusal_is_a_problem(ctx: CheckContext, response: Response, case: AnyCase) -> None:
    """With its own status, and kept by nobody."""
    if response.status_code >= 400:
        assert response.headers["content-type"] == [PROBLEM]
        assert response.json()["status"] == response.status_code
        assert response.headers["cache-control"] == ["no-store"]


@schemathesis.check
def what_is_known_is_not_sent_again(ctx: CheckContext, response: Response, case: AnyCase) -> None:
    """Who sends the ETag back gets 304 with the same lifetime."""
    if _is_whole(response, case):
        (etag,) = response.headers["etag"]
        again = _ask(response, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b""), again.status_code
        assert again.headers["Cache-Control"] == response.headers["cache-control"][0]


@schemathesis.check
def unknown_parameters_are_refused(ctx: CheckContext, response: Response, case: AnyCase) -> None:
    """By their name."""
    if _is_whole(response, case):
        refused = _ask(response, more=f"{'&' if '?' in str(response.request.url) else '?'}{UNKNOWN}=1")
        assert refused.status_code == 400, refused.status_code
        assert refused.json()["parameter"] == UNKNOWN


@schemathesis.check
def sparse_answers_hold_what_was_asked_for(ctx: CheckContext, response: Response, case: AnyCase) -> None:
    """And nothing else; OpenAPI can't say of a parameter that it makes keys absent."""
    if response.status_code == 200 and (asked := _fields(case)):
        answer = response.json()
        for one in answer.get("results", [answer]):
            assert one.keys() <= asked, (one.keys(), asked)


@schemathesis.check
def what_the_description_forbids_is_refused(ctx: CheckContext, response: Response, case: AnyCase) -> None:
    """Judged by what went over the wire, where a list of one and a single value are the same."""
    if response.status_code < 400:
        parameters = case.operation.definition.raw.get("parameters", [])
        assert not (found := forbidden(str(response.request.url), parameters)), found


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: AnyCase, response: Response) -> bool:
    """Whether it counts: sparse answers and parameters on the wire are judged by our own checks, above."""
    if isinstance(failure, JsonSchemaError):
        return not _fields(case)
    return not (isinstance(failure, AcceptedNegativeData) and case.method == "GET")


def _fields(case: AnyCase) -> set[str]:
    return {name.strip() for name in str((case.query or {}).get("fields") or "").split(",") if name.strip()}


def _is_whole(response: Response, case: AnyCase) -> bool:
    is_kept = "no-store" not in response.headers.get("cache-control", [""])[0]
    return case.method == "GET" and response.status_code == 200 and is_kept


def _ask(response: Response, *, more: str = "", headers: Mapping[str, str] | None = None) -> requests.Response:
    """The same question once more, with something more in its address or headers."""
    asked = {name: value for name, value in response.request.headers.items() if name != "If-None-Match"}
    return requests.get(f"{response.request.url}{more}", headers=asked | dict(headers or {}), timeout=PATIENCE)
