"""One word to one server of the public site, signed with the key that both know."""

import base64
import time
import uuid
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

import msgspec
from django.conf import settings

from cms.partners import posting
from cms.partners.destinations import Destination
from cms.partners.webhook_body import PREFIX, signed_headers

PATH: Final = "/internal/purge"
PATIENCE: Final = 5.0
ACCEPTED: Final = 204
PORTS: Final = {"http": 80, "https": 443}


class UntoldError(Exception):
    """The site didn't take the word; the message says why."""


def tell(site: str, *, expired: Sequence[str], gone: Sequence[str]) -> None:
    """Say which pages are old and which are never to be seen again; raises `UntoldError`."""
    body = msgspec.json.encode({"tags": expired, "gone": gone})
    headers = signed_headers(
        message=f"purge_{uuid.uuid4().hex}", timestamp=int(time.time()), body=body, secrets=[_key()]
    )
    try:
        status = posting.post(_destination(site), body=body, headers=headers, patience=PATIENCE)
    except posting.UndeliveredError as error:
        raise UntoldError(f"{site}: {error}") from error
    if status != ACCEPTED:
        raise UntoldError(f"{site} answered {status}: has it the SERVICE_KEY as its API_KEY?")


def _key() -> str:
    return PREFIX + base64.b64encode(settings.SERVICE_KEY.encode()).decode()


def _destination(site: str) -> Destination:
    """The operator's own server, wherever it is: nobody else says where."""
    parts = urlsplit(site)
    host = parts.hostname or ""
    port = parts.port or PORTS[parts.scheme]
    return Destination(address=host, port=port, host=host, target=PATH, is_tls=parts.scheme == "https")
