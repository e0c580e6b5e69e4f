"""Because of what a line is written: a request, a person, a run; handed on from one process to the next."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import structlog
from django.http import HttpRequest

TRACE: Final = "trace.id"
REQUEST: Final = "http.request.id"
USER: Final = "user.id"
RUN: Final = "run"
HANDED_ON: Final = (TRACE, USER, RUN)
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


@contextmanager
def because_of(**known: Any) -> Iterator[None]:
    """Meanwhile each line says this too; names with a dot come as `**{"trace.id": …}`."""
    with structlog.contextvars.bound_contextvars(**known):
        yield


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """Meanwhile each line names who is signed in, once that was found out: to log somebody costs no query."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def user_id() -> str:
    """The id of who is signed in; "" when nobody is, or nobody has looked."""
    user = getattr(_request.get(), "_cached_user", None)
    return str(getattr(user, "pk", None) or "") or str(structlog.contextvars.get_contextvars().get(USER, ""))


def handed_on() -> dict[str, str]:
    """What another process needs to know, so that its lines are found with ours."""
    known: Mapping[str, Any] = {**structlog.contextvars.get_contextvars(), USER: user_id()}
    return {name: str(known[name]) for name in HANDED_ON if known.get(name)}
