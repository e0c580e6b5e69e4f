"""The API over real HTTP, with the rows that a test has written and not committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from tests.factories.public_answers import API, body_of


class _Handler(BaseHTTPRequestHandler):
    """Answers as the API answers."""

    def do_GET(self) -> None:
        """Ask the API and pass its answer on."""
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        response = Client().get(self.path, headers=headers)
        body = body_of(response)
        self.send_response(response.status_code)
        for name, value in response.headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def live_api() -> Iterator[str]:
    """The address of the API, served by a thread that shares this test's connection."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    with HTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = Thread(target=_serve, args=(server, connection), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{API}"
        finally:
            server.shutdown()
            thread.join()
            connection.dec_thread_sharing()


def _serve(server: HTTPServer, connection: BaseDatabaseWrapper) -> None:
    connections["default"] = connection
    server.serve_forever(poll_interval=0.02)
