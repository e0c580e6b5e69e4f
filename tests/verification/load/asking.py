"""One question over HTTP, and what came of it."""

import time
from collections.abc import Mapping
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from msgspec import Struct

PATIENCE_SECONDS = 60
NOTHING_CAME = 0


class Seen(Struct, frozen=True):
    """An answer: when it was asked for, its status, its bytes as long as somebody keeps them, and their digest."""

    address: str
    began: float
    seconds: float
    status: int
    digest: str
    body: bytes

    @property
    def is_wrong(self) -> bool:
        """Whether nothing came, or the server's own fault."""
        return self.status == NOTHING_CAME or self.status >= 500


def ask(url: str, address: str, headers: Mapping[str, str] | None = None) -> Seen:
    """Ask over a connection of one's own, as a newcomer does."""
    began = time.monotonic()
    connection = HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", address, headers=dict(headers or {}))
        answer = connection.getresponse()
        return seen(address, began, answer.status, answer.read())
    except (OSError, HTTPException) as error:
        return seen(address, began, NOTHING_CAME, repr(error).encode())
    finally:
        connection.close()


def seen(address: str, began: float, status: int, body: bytes) -> Seen:
    """What came just now."""
    return Seen(address, began, time.monotonic() - began, status, sha256(body).hexdigest(), body)
