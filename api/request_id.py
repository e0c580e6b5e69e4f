"""Each request's id: in its answer, in a problem's body and in every log line that it causes."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog

from cms.logs.known import REQUEST, TRACE

HEADER: Final = "X-Request-ID"
PROPOSED: Final = "HTTP_X_REQUEST_ID"
SANE: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


def id_for(proposed: str) -> str:
    """The id that the client proposes when it is sane, else one of our own."""
    return proposed if proposed and SANE.fullmatch(proposed) else secrets.token_hex(16)


@contextmanager
def answering(request_id: str) -> Iterator[None]:
    """Meanwhile each log line holds this id."""
    tokens = structlog.contextvars.bind_contextvars(**{REQUEST: request_id, TRACE: request_id})
    try:
        yield
    finally:
        structlog.contextvars.reset_contextvars(**tokens)


def current_id() -> str | None:
    """The id of the request that is being answered; None outside one."""
    found: str | None = structlog.contextvars.get_contextvars().get(REQUEST)
    return found
