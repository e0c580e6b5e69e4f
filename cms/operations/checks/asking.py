"""Asking a server of ours over HTTP, and how long it took to answer."""

import ssl
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from msgspec import Struct

PATIENCE = 4.0


class Asked(Struct, frozen=True):
    """Whether the answer was good, after how many seconds, and what was wrong otherwise."""

    seconds: float
    trouble: str = ""


def ask(address: str, path: str, *, patience: float = PATIENCE) -> Asked:
    """Ask once; never raises."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=patience)
    began = time.monotonic()
    try:
        connection.request("GET", path, headers={"User-Agent": "fund-repository-check"})
        status = connection.getresponse().status
        trouble = "" if status == HTTPStatus.OK else f"answers {status}"
    except (OSError, HTTPException, ssl.SSLError) as error:
        trouble = f"doesn't answer: {str(error) or type(error).__name__}"
    finally:
        connection.close()
    return Asked(time.monotonic() - began, trouble)
