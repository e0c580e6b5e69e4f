"""A real nginx on ports of its own, a back end behind it that counts, and how to ask them."""

from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from infra.parts.nginx import MAINTENANCE, Nginx
from infra.parts.ports import free_ports
from tests.factories.moments import PATIENCE_SECONDS

FUNDS = "/api/v1/funds/"
LIST = f"{FUNDS}?search=world"
PUBLIC = "public, max-age=0, s-maxage=30, stale-while-revalidate=300"


class BackEnd(ThreadingHTTPServer):
    """Answers everything with what the test says, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[Any] = []
        self.status, self.cache_control = 200, PUBLIC


class Answering(BaseHTTPRequestHandler):
    server: BackEnd
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.headers)
        said = (self.headers.get(name, "") for name in ("Host", "Accept-Encoding", "Accept", "Accept-Language"))
        body = " ".join([self.path, *said]).encode()
        self.send_response(self.server.status)
        for name, value in (
            ("Content-Length", str(len(body))),
            ("Cache-Control", self.server.cache_control),
            ("ETag", '"one"'),
            ("Vary", "Accept, Accept-Language, Accept-Encoding"),
            ("RateLimit", f'"default";r={100 - len(self.server.asked)};t=1'),
            ("RateLimit-Policy", '"default";q=100;w=60'),
            ("X-Request-ID", self.headers["X-Request-ID"]),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def placed(
    kind: type[Nginx], *, program: str, back_end: BackEnd, tmp_path: Path, maintenance: Path = MAINTENANCE
) -> Nginx:
    """One on ports of its own, with the back end behind both."""
    port, site_port = free_ports(2)
    behind = back_end.server_address[1]
    return kind(
        program=program,
        directory=tmp_path / "nginx",
        port=port,
        back_end=behind,
        site_port=site_port,
        site=behind,
        maintenance=maintenance,
    )


def ask(proxy: Nginx, path: str = LIST, **headers: str) -> tuple[HTTPResponse, bytes]:
    return ask_at(proxy.port, path, **headers)


def ask_at(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def end(back_end: BackEnd) -> None:
    back_end.shutdown()
    back_end.server_close()
