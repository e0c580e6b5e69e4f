"""Bytes to a server as no client would send them, and what comes back."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

PATIENCE = 30.0


@dataclass(frozen=True)
class RawAnswer:
    """Status (0 when the server only hung up), headers with small names, and body."""

    status: int
    headers: dict[str, str]
    body: bytes


def connected(url: str) -> socket.socket:
    """A connection to the server."""
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)


def asked(url: str, *lines: bytes, target: bytes = b"/api/v1/status/", method: bytes = b"GET") -> RawAnswer:
    """What comes for this request line and these header lines."""
    request = b"\r\n".join([method + b" " + target + b" HTTP/1.1", *lines, b"Connection: close", b"", b""])
    return sent(url, request if any(line.lower().startswith(b"host:") for line in lines) else with_host(url, request))


def with_host(url: str, request: bytes) -> bytes:
    """The request with the server's own name."""
    line, rest = request.split(b"\r\n", 1)
    return line + b"\r\nHost: " + urlsplit(url).netloc.encode() + b"\r\n" + rest


def sent(url: str, request: bytes) -> RawAnswer:
    """What comes for these bytes until the server hangs up."""
    with connected(url) as connection:
        received = bytearray()
        with suppress(ConnectionError):
            connection.sendall(request)
            while portion := connection.recv(65536):
                received += portion
    return _read(bytes(received))


def _read(received: bytes) -> RawAnswer:
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return RawAnswer(int(first.split(" ")[1]) if first else 0, headers, body)
