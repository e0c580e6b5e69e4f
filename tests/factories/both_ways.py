"""The same question to the path before Django and to Django alone, as a server would put it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import Any, NamedTuple

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from api.front.wsgi import Front

OF_THE_MOMENT = ("X-Request-ID", "RateLimit", "Record-State")


class Said(NamedTuple):
    """An answer without what is another one each time."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class BothWays:
    """Puts questions to both and remembers who answered."""

    def __init__(self, *, in_transaction: bool = True, holds: float = 0.0) -> None:
        self.left = 0
        self._as_asked = _lasting_connection if in_transaction else nullcontext
        self._django = WSGIHandler()
        self._front = Front(self._behind, holds=holds)

    def ask(self, path: str, query: str = "", method: str = "GET", **more: Any) -> tuple[Said, Said]:
        """What the front says, and what Django says."""
        with self._as_asked():
            return tuple(_said(way, path, query, method, more) for way in (self._front, self._django))  # type: ignore[return-value]

    def front(self, path: str, query: str = "", method: str = "GET", **more: Any) -> Said:
        """What the front alone says."""
        with self._as_asked():
            return _said(self._front, path, query, method, more)

    def heads(self, path: str, query: str = "", method: str = "GET", **more: Any) -> list[tuple[str, str]]:
        """All headers of what the front says, those of the moment, too."""
        with self._as_asked():
            return _answered(self._front, path, query, method, more)[1]

    def _behind(self, environ: Any, start_response: Any) -> Any:
        self.left += 1
        return self._django(environ, start_response)


@contextmanager
def _lasting_connection() -> Iterator[None]:
    """The end of a request doesn't close the connection of the test, which is inside a transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def _said(way: Any, path: str, query: str, method: str, more: dict[str, Any]) -> Said:
    status, headers, body = _answered(way, path, query, method, more)
    kept = sorted((name, value) for name, value in headers if name not in OF_THE_MOMENT)
    return Said(status, tuple(kept), re.sub(rb'"requestId":"[^"]*"', b'"requestId":""', body))


def _answered(
    way: Any, path: str, query: str, method: str, more: dict[str, Any]
) -> tuple[str, list[tuple[str, str]], bytes]:
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **more,
    }
    heads: list[Any] = []
    answer = way(environ, lambda status, headers, *_: heads.append((status, headers)))
    body = b"".join(answer)
    (getattr(answer, "close", None) or (lambda: None))()
    status, headers = heads[0]
    return status, headers, body
