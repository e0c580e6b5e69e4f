"""Each request's id: in its answer, in a problem's body and in every log line that it causes."""

import re
import secrets
from typing import Final

import structlog

from cms.logs.known import REQUEST, TRACE

HEADER: Final = "X-Request-ID"
PROPOSED: Final = "HTTP_X_REQUEST_ID"
SANE: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


def id_for(proposed: str) -> str:
    """The id that the client proposes when it is sane, else one of our own."""
    return proposed if proposed and SANE.fullmatch(proposed) else secrets.token_hex(16)


class answering:  # noqa: N801 - it reads as what it does, as every such name
    """Meanwhile each log line holds this id."""

    __slots__ = ("_id", "_tokens")

    def __init__(self, request_id: str) -> None:
        self._id = request_id

    def __enter__(self) -> None:
        self._tokens = structlog.contextvars.bind_contextvars(**{REQUEST: self._id, TRACE: self._id})

    def __exit__(self, *_: object) -> None:
        structlog.contextvars.reset_contextvars(**self._tokens)


def current_id() -> str | None:
    """The id of the request that is being answered; None outside one."""
    found: str | None = structlog.contextvars.get_contextvars().get(REQUEST)
    return found
