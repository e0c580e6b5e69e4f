"""One POST to one checked address: no redirects, no more than a few bytes read, and an end to all patience."""

import re
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from typing import Final

from .destinations import Destination

CONNECT_SECONDS: Final = 5.0
LONGEST_HEAD: Final = 16_384
STATUS: Final = re.compile(rb"HTTP/1\.[01] (\d{3})(?: |\r|$)")


class UndeliveredError(Exception):
    """Nobody answered, too late, or not in HTTP; the message says which."""


def post(to: Destination, *, body: bytes, headers: Mapping[str, str], patience: float) -> int:
    """Send and return the status of the answer; raises `UndeliveredError`. What it says beside that isn't read.

    `patience` is how many seconds all of it may take.
    """
    deadline = time.monotonic() + patience
    try:
        with closing(_connected(to, deadline)) as channel:
            channel.settimeout(_left(deadline))
            channel.sendall(_request(to, body, headers))
            return _status(channel, deadline)
    except ssl.SSLCertVerificationError as error:
        raise UndeliveredError(f"Its certificate isn't good for {to.host}: {error.verify_message}") from error
    except TimeoutError as error:
        raise UndeliveredError(f"No answer within {patience:g} s.") from error
    except (OSError, ValueError) as error:
        raise UndeliveredError(f"{type(error).__name__}: {error}") from error


def _connected(to: Destination, deadline: float) -> socket.socket:
    """A connection to the very address that was checked; the host's name is asked of its certificate only."""
    channel = socket.create_connection((to.address, to.port), timeout=min(CONNECT_SECONDS, _left(deadline)))
    if not to.is_tls:
        return channel
    try:
        channel.settimeout(_left(deadline))
        return ssl.create_default_context().wrap_socket(channel, server_hostname=to.host)
    except BaseException:
        channel.close()
        raise


def _request(to: Destination, body: bytes, headers: Mapping[str, str]) -> bytes:
    host = f"[{to.host}]" if ":" in to.host else to.host
    default = 443 if to.is_tls else 80
    all_headers = {
        "Host": host if to.port == default else f"{host}:{to.port}",
        "User-Agent": "fund-repository-webhooks/1",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    lines = [f"POST {to.target} HTTP/1.1", *(f"{name}: {value}" for name, value in all_headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _status(channel: socket.socket, deadline: float) -> int:
    """The number in the first line; whoever sends its head byte by byte has no more time than anybody."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < LONGEST_HEAD:
        channel.settimeout(_left(deadline))
        received = channel.recv(4096)
        if not received:
            break
        head += received
    found = STATUS.match(head)
    if found is None:
        raise UndeliveredError("The answer isn't HTTP.")
    return int(found[1])


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
