"""Each request's id: in its answer, in a problem's body and in every log line that it causes."""

import re
from random import getrandbits
from typing import Final

import structlog

from cms.logs.known import REQUEST, TRACE

HEADER: Final = "X-Request-ID"
PROPOSED: Final = "HTTP_X_REQUEST_ID"
SANE: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")

# The variables behind what structlog binds: to find them by name for each request takes longer than to set them.
_bound: Final = structlog.contextvars.bind_contextvars(**{REQUEST: "", TRACE: ""})
_request, _trace = _bound[REQUEST].var, _bound[TRACE].var
structlog.contextvars.reset_contextvars(**_bound)


def id_for(proposed: str) -> str:
    """The id that the client proposes when it is sane, else one of our own."""
    return proposed if proposed and SANE.fullmatch(proposed) else f"{getrandbits(128):032x}"


class answering:  # noqa: N801 - it reads as what it does, as every such name
    """Meanwhile each log line holds this id."""

    __slots__ = ("_id", "_request", "_trace")

    def __init__(self, request_id: str) -> None:
        self._id = request_id

    def __enter__(self) -> None:
        self._request, self._trace = _request.set(self._id), _trace.set(self._id)

    def __exit__(self, *_: object) -> None:
        _request.reset(self._request)
        _trace.reset(self._trace)


def current_id() -> str | None:
    """The id of the request that is being answered; None outside one."""
    found: str | None = structlog.contextvars.get_contextvars().get(REQUEST)
    return found
