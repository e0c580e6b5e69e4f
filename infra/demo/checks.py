"""Asks the running demo whether it answers."""

import json
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from redis import Redis

PATIENCE_SECONDS = 5.0


def get(url: str) -> tuple[int, bytes]:
    """Status and body of one address of this machine; status 0 when nothing answers."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", parts.path or "/")
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()


def answers(url: str, *, seconds: float) -> bool:
    """Whether the address answers well within so many seconds."""
    deadline = time.monotonic() + seconds
    while not is_ok(url):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def is_ok(url: str) -> bool:
    """Whether the address answers well."""
    return get(url)[0] == HTTPStatus.OK


def last_delivery(api: str) -> dict[str, Any] | None:
    """What the API says about the last applied delivery, None when there is none."""
    status, body = get(f"{api}/status/")
    if status != HTTPStatus.OK:
        return None
    answer: dict[str, Any] | None = json.loads(body).get("lastDelivery")
    return answer


def worker_listens(broker: str) -> bool:
    """Whether a Celery worker has subscribed to orders at the broker, the last thing it does to become ready."""
    with Redis.from_url(broker) as client:
        return bool(client.pubsub_numpat())
