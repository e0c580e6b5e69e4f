"""The smoke test after a deployment or a restart: the whole way of a reader, a writer and an order, once each."""

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Final

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from kombu.exceptions import OperationalError
from msgspec import Struct

from fundfeed.models import ListedFund

from .checks.asking import ask
from .checks.known import registered
from .checks.running import look
from .states import State

PAUSE: Final = 0.2
ORDER: Final = "cms.operations.tasks.answer_smoke"
CHECKED: Final = ("postgres", "redis", "storage", "workers", "site", "api")


class Step(Struct, frozen=True):
    """One thing that was tried: what was wrong with it, "" for nothing."""

    name: str
    trouble: str


def smoke(*, patience: float) -> Iterator[Step]:
    """Try everything, each by itself; an order to the workers is waited for so many seconds."""
    yield from _checks()
    tries: tuple[tuple[str, Callable[[], str]], ...] = (
        ("migrations", _migrations),
        ("readiness", lambda: ask(settings.PUBLIC_API_URL, "/readyz").trouble),
        ("a fund, by the API", lambda: ask(settings.PUBLIC_API_URL, f"/api/v1/funds/{_a_fund()}").trouble),
        ("its page, on the site", lambda: ask(settings.PUBLIC_SITE_URL, f"/funds/{_a_fund()}".rstrip("/")).trouble),
        ("the sign-in", lambda: ask(settings.PUBLIC_API_URL, "/admin/login/").trouble),
        ("mail server", _mail),
        ("an order, carried out", lambda: _order(patience)),
    )
    for name, attempt in tries:
        yield Step(name, _tried(attempt))


def _checks() -> Iterator[Step]:
    """What the dashboard looks at, looked at now."""
    for looked in look([check for check in registered() if check.name in CHECKED], at=timezone.now()):
        for result in looked.results:
            name = f"{looked.check.title} {result.subject}".strip()
            yield Step(name, "" if result.state in (State.OK, State.WARN) else result.sentence)


def _tried(attempt: Callable[[], str]) -> str:
    """What an attempt says, or what stopped it."""
    try:
        return attempt()
    except Exception as error:  # whatever is broken is to be told, and the others tried
        return f"broke off: {type(error).__name__}: {error}"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} haven't run, the first is {missing[0][0]}" if missing else ""


def _a_fund() -> str:
    """The address of the first fund in the list; the list itself while nothing is published."""
    found = ListedFund.objects.order_by("pk").values_list("pk", flat=True).first()
    return f"{found}/" if found else ""


def _mail() -> str:
    """Whether the mail server lets us in; nothing is sent."""
    server = get_connection()
    server.open()
    server.close()
    return ""


def _order(patience: float) -> str:
    """Whether an order goes through the broker to a worker and is carried out there."""
    token = uuid.uuid4().hex
    try:
        current_app.send_task(ORDER, args=[token], expires=patience)
    except OperationalError as error:
        return f"the broker doesn't take it: {error}"
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if cache.get(key(token)):
            return ""
        time.sleep(PAUSE)
    return f"nobody carried it out within {patience:g} s"


def key(token: str) -> str:
    """Where a worker says that it carried out an order."""
    return f"smoke:{token}"
