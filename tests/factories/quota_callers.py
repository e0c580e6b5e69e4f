"""Requests of a caller that has a quota, and what is left of it."""

import re
from typing import Any

from django.test import Client

STATUS = "/api/v1/status/"


def ask(path: str = STATUS, *, key: str = "", address: str = "192.0.2.1", **headers: Any) -> Any:
    said: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {key}"} if key else {}
    return Client().get(path, REMOTE_ADDR=address, **said, **headers)


def left(answer: Any) -> int:
    found = re.fullmatch(r'"default";r=(\d+);t=\d+', answer["RateLimit"])
    assert found is not None
    return int(found[1])
