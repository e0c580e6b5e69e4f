"""Who is asking, and from where, for as long as one request lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest

LONGEST_ADDRESS = 45


@dataclass(frozen=True)
class Asker:
    """An address, and a person when somebody is signed in."""

    address: str = ""
    actor_id: str = ""
    actor: str = ""


NOBODY = Asker()
_asker: ContextVar[Asker] = ContextVar("asker", default=NOBODY)


def asker() -> Asker:
    """Who is asking now; nobody outside a request."""
    return _asker.get()


@contextmanager
def asking(who: Asker) -> Iterator[None]:
    """Remember who asks."""
    token = _asker.set(who)
    try:
        yield
    finally:
        _asker.reset(token)


@contextmanager
def told_to_the_database(who: Asker) -> Iterator[None]:
    """Let the triggers know who asks; the session forgets it afterwards, whatever happens."""
    _tell(who)
    try:
        yield
    finally:
        try:
            _tell(NOBODY)
        except DatabaseError:
            if not connection.in_atomic_block:
                connection.close()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: what the outermost of our own proxies saw, never what a visitor claims."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if hops := settings.TRUSTED_PROXIES:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        address = forwarded[-hops] if len(forwarded) >= hops else address
    return address[:LONGEST_ADDRESS]


def _tell(who: Asker) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('audit.address', %s, false), set_config('audit.actor_id', %s, false),"
            " set_config('audit.actor', %s, false)",
            [who.address, who.actor_id, who.actor],
        )
