"""Whether the back end lives and is ready, and its metrics, answered before Django.

Whoever asks calls a process by its address: no host name is checked here, nobody is redirected, and no session begins.
"""

from collections.abc import Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor
from prometheus_client import CONTENT_TYPE_LATEST

from .metrics import exposition

OK: Final = "200 OK"
FORBIDDEN: Final = "403 Forbidden"
NOT_READY: Final = "503 Service Unavailable"


class Probes:
    """The WSGI application that answers `/healthz`, `/readyz` and `/metrics`, and leaves the rest to `behind`."""

    def __init__(self, behind: WSGIApplication) -> None:
        self._behind = behind
        self._is_migrated = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"]
        if path == "/healthz":
            return _say("", start_response)
        if path == "/readyz":
            return _say(self._trouble(), start_response)
        if path == "/metrics":
            return _metrics(environ, start_response)
        return self._behind(environ, start_response)

    def _trouble(self) -> str:
        """Why no request should be sent here; "" when one may."""
        close_old_connections()
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self._is_migrated = self._is_migrated or _is_migrated()
        except (DatabaseError, InterfaceError):
            connection.close()
            return "the database doesn't answer"
        return "" if self._is_migrated else "migrations are missing"


def _is_migrated() -> bool:
    """Whether every migration of this release has run; one that has isn't asked about again."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _metrics(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    if not exposition.may_scrape(environ):
        return _send(FORBIDDEN, b"metrics need the token, or a caller on this machine\n", start_response)
    return _send(OK, exposition.page(), start_response, kind=CONTENT_TYPE_LATEST)


def _say(trouble: str, start_response: StartResponse) -> list[bytes]:
    return _send(NOT_READY if trouble else OK, f"{trouble or 'ok'}\n".encode(), start_response)


def _send(status: str, body: bytes, start_response: StartResponse, *, kind: str = "text/plain") -> list[bytes]:
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, headers)
    return [body]
