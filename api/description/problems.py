"""Which problems an operation may answer with, each with an example."""

from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.conf import settings

from api.door.access import NEEDED, part_of
from api.problems.catalogue import KINDS
from api.problems.errors import PROBLEM_JSON
from fundfeed.records.public import Problem

from .promises import headers_of

MEANINGS: Final = {kind.code: kind for kind in KINDS}
ALWAYS: Final = ("invalid_parameter", "invalid_key", "address_too_long", "too_many_requests", "unavailable")
WITH_A_BODY: Final = ("invalid_body", "body_too_large", "unsupported_media_type")
DECLARED: Final = {
    403: "scope_missing",
    404: "not_found",
    406: "not_acceptable",
    409: "conflict",
    410: "gone",
    416: "range_not_satisfiable",
}
_REQUEST_ID: Final = "5b9e0b3c0cf34aa4a1d0a1e6d3f0f7c2"
_SAID: Final[dict[str, dict[str, Any]]] = {
    "invalid_parameter": {
        "detail": "`pageSize` must be a whole number from 1 to 100.",
        "parameter": "pageSize",
        "received": "0",
        "accepted": ["1 to 100"],
    },
    "not_acceptable": {
        "detail": "There is no format `xml` here.",
        "parameter": "format",
        "received": "xml",
        "accepted": ["json", "csv", "openfunds"],
    },
    "invalid_key": {
        "detail": "This key is unknown, expired or revoked.",
        "accepted": ["Authorization: Bearer frk_…", "no key at all"],
    },
}


def _example(code: str) -> dict[str, Any]:
    kind = MEANINGS[code]
    said = {"detail": kind.meaning, **_SAID.get(code, {})}
    problem = Problem(
        type=f"{settings.PROBLEMS_URL}#{code}",
        title=HTTPStatus(kind.status).phrase,
        status=kind.status,
        code=code,
        request_id=_REQUEST_ID,
        **said,
    )
    return {"summary": kind.meaning, "value": msgspec.to_builtins(problem)}


PROBLEM_EXAMPLES: Final = {code: _example(code) for code in (*ALWAYS, *WITH_A_BODY, *DECLARED.values())}


def refused(path: str, operation: dict[str, Any]) -> dict[int, list[str]]:
    """The codes that this operation may answer with, by status."""
    declared = [int(status) for status in operation["responses"] if status.startswith("4")]
    codes = [*ALWAYS, *(DECLARED[status] for status in declared if status in DECLARED)]
    if "requestBody" in operation:
        codes += WITH_A_BODY
    if part_of(path) in NEEDED:
        codes.append("scope_missing")
    if "{" in path:
        codes.append("not_found")
    found: dict[int, list[str]] = {}
    for code in dict.fromkeys(codes):
        found.setdefault(MEANINGS[code].status, []).append(code)
    return dict(sorted(found.items()))


def response_of(codes: list[str], description: str = "") -> dict[str, Any]:
    """A refusal with an example of each code; in these words, or in those of the catalogue."""
    status = MEANINGS[codes[0]].status
    return {
        "description": description or " ".join(MEANINGS[code].meaning for code in codes),
        "headers": headers_of(status),
        "content": {
            PROBLEM_JSON: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in codes},
            }
        },
    }


RESPONSES: Final = {code: response_of([code]) for code in PROBLEM_EXAMPLES}
