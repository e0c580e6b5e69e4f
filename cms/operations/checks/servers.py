"""Servers that aren't the database: Redis, storage, the providers' sites, the public site, the API, certificates."""

import socket
import ssl
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from redis import Redis, RedisError

from fundfeed.adapters.scanner import is_there
from fundfeed.adapters.source import reach
from fundfeed.errors import Unavailable

from ..states import Result, State
from ..wording import bytes_of, counted
from .asking import PATIENCE, ask
from .registry import Scene

PROBE: Final = b"written to see whether it can be read again"
SOON: Final = 30
AT_ONCE: Final = 7


def redis(scene: Scene) -> Iterator[Result]:  # noqa: ARG001 - every check takes the scene
    """Whether broker and cache answer."""
    try:
        with Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            used = client.info("memory")["used_memory"]
    except RedisError as error:
        yield Result(state=State.BAD, sentence=f"Redis doesn't answer: {error}.")
        return
    yield Result(state=State.OK, sentence=f"Redis answers and holds {bytes_of(used)}.")


def storage(scene: Scene) -> Iterator[Result]:
    """Whether a file can be written and read again, and whether the archive still has the last seal."""
    store, archive = storages["bulk"], storages["archive"]
    try:
        name = store.save(f"probes/{uuid.uuid4().hex}", ContentFile(PROBE))
        with store.open(name) as file:
            is_same = file.read() == PROBE
        store.delete(name)
        is_there = not scene.sealed_file or archive.exists(scene.sealed_file)
    except OSError as error:
        yield Result(state=State.BAD, sentence=f"The file store doesn't work: {error.strerror or error}.")
        return
    if not is_same:
        yield Result(state=State.BAD, sentence="The file store gives back other bytes than were written.")
    elif not is_there:
        yield Result(state=State.BAD, sentence=f"The archive has lost {scene.sealed_file}.")
    else:
        yield Result(state=State.OK, sentence="A file was written, read again and removed.")


def scanner(scene: Scene) -> Iterator[Result]:  # noqa: ARG001 - every check takes the scene
    """Whether the virus scanner answers, where there is one."""
    if not settings.CLAMAV_URL:
        return
    if is_there(address=settings.CLAMAV_URL):
        yield Result(state=State.OK, sentence="The virus scanner answers.")
        return
    yield Result(state=State.BAD, sentence="The virus scanner doesn't answer: documents wait, uploads are refused.")


def sites_of_providers(scene: Scene) -> Iterator[Result]:
    """Whether each provider's site lets us in, and shows the host key that is pinned."""
    for provider in scene.providers:
        if not provider.is_enabled:
            continue
        try:
            reach(provider.source_url, provider)
        except Unavailable as error:
            yield Result(state=State.BAD, subject=provider.code, sentence=str(error))
        else:
            yield Result(state=State.OK, subject=provider.code, sentence="The site lets us in.")


def public_site(scene: Scene) -> Iterator[Result]:  # noqa: ARG001 - every check takes the scene
    """Whether each server of the public site answers."""
    for address in settings.SITE_INSTANCES or [settings.PUBLIC_SITE_URL]:
        asked = ask(address, "/healthz")
        yield Result(
            state=State.BAD if asked.trouble else State.OK,
            subject=address,
            sentence=f"The site {asked.trouble}." if asked.trouble else "The site answers.",
        )


def public_api(scene: Scene) -> Iterator[Result]:
    """Whether the API answers where partners call it, and how fast."""
    asked = ask(settings.PUBLIC_API_URL, "/api/v1/status/")
    if asked.trouble:
        yield Result(state=State.BAD, sentence=f"The API {asked.trouble}.")
        return
    yield Result(
        state=scene.limits["response_seconds"].state(asked.seconds),
        sentence=f"The API answered in {asked.seconds:.2f} s.",
        value=asked.seconds,
        measure="response_seconds",
    )


def certificate(scene: Scene) -> Iterator[Result]:
    """For how long the certificates of site and API are valid."""
    addresses = dict.fromkeys((settings.PUBLIC_SITE_URL, settings.PUBLIC_API_URL))
    for parts in map(urlsplit, addresses):
        host = parts.hostname or ""
        if parts.scheme != "https":
            state = State.WARN if settings.APP_ENV == "production" else State.OK
            yield Result(state=state, subject=parts.netloc, sentence="Served without a certificate, over http.")
            continue
        try:
            days = (_valid_until(host, parts.port or 443) - scene.at).days
        except OSError as error:
            yield Result(state=State.BAD, subject=host, sentence=f"No valid certificate: {error}.")
            continue
        state = State.BAD if days < AT_ONCE else State.WARN if days < SOON else State.OK
        yield Result(state=state, subject=host, sentence=f"Valid for {counted(days, 'day')}.", value=days)


def _valid_until(host: str, port: int) -> datetime:
    """Until when the certificate is valid; raises `OSError` when it isn't valid now."""
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as raw,
        ssl.create_default_context().wrap_socket(raw, server_hostname=host) as wrapped,
    ):
        stated = (wrapped.getpeercert() or {})["notAfter"]
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(stated)), tz=UTC)
