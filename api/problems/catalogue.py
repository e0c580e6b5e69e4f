"""Every problem that the API may answer with: codes are a promise, and stay what they are."""

from http import HTTPStatus
from typing import Final

from cms.content.payloads import Payload


class ProblemKind(Payload, frozen=True, kw_only=True):
    """One kind of problem: its stable code, its status, and what to do about it."""

    code: str
    status: int
    meaning: str


class ProblemKinds(Payload, frozen=True, kw_only=True):
    """Every kind of problem."""

    results: tuple[ProblemKind, ...]


_KINDS: Final = (
    ("bad_request", 400, "The request isn't HTTP as it should be: check method, headers and body."),
    ("invalid_parameter", 400, "A parameter is unknown, missing or holds what isn't accepted: take one of `accepted`."),
    ("invalid_body", 400, "The body isn't JSON of the expected shape: `detail` says where."),
    ("invalid_key", 401, "The key is missing, unknown, expired or revoked: send one that lives, or none for reading."),
    ("forbidden", 403, "This isn't allowed, whoever asks."),
    ("scope_missing", 403, "The key doesn't open this: ask for the scope, or ask without a key."),
    ("not_found", 404, "Nothing is published at this address: check the identifier, and the slash at the end."),
    ("method_not_allowed", 405, "The address doesn't know this method: take one from the header `Allow`."),
    ("not_acceptable", 406, "There is no such format here: take one of `accepted`."),
    ("conflict", 409, "It was right once, and isn't as things stand now: read again, then decide."),
    ("gone", 410, "It was here and won't be again: `detail` says what took its place."),
    ("body_too_large", 413, "The body is larger than anything that we need: send less."),
    ("address_too_long", 414, "The address is longer than any question needs: ask in parts."),
    ("unsupported_media_type", 415, "The body isn't what its address takes: send `Content-Type: application/json`."),
    ("range_not_satisfiable", 416, "The file ends before the range that was asked for: ask for its size with HEAD."),
    ("too_many_requests", 429, "The quota of this minute is used up: wait as many seconds as `Retry-After` says."),
    ("internal_error", 500, "A fault of ours. It is logged; tell us the `requestId` when it happens again."),
    ("unavailable", 503, "We can't read the record right now: try again after `Retry-After`."),
    ("maintenance", 503, "We maintain the service, and reading goes on: write again after `Retry-After`."),
)
KINDS: Final = tuple(ProblemKind(code=code, status=status, meaning=meaning) for code, status, meaning in _KINDS)


def code_for(status: HTTPStatus) -> str:
    """The code of a refusal about which only its status is known."""
    general = "internal_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "bad_request"
    return next((kind.code for kind in KINDS if kind.status == status), general)
