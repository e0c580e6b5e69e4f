"""Making checks: each by itself, within its time, whatever happens to the others."""

import threading
import time
from collections.abc import Sequence
from datetime import datetime
from queue import Empty, SimpleQueue

import structlog
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import Max
from msgspec import Struct

from cms.audit.models import AuditSeal
from fundfeed.models import Provider

from ..limits import MEASURES
from ..models import CheckResult, limits_now
from ..states import Result, State
from .registry import Check, Scene

AWAY = "PostgreSQL doesn't answer, so this can't be asked."
log = structlog.get_logger(__name__)


class Looked(Struct, frozen=True):
    """A check with what it said and how long that took; when it isn't whole, the last result says what went wrong."""

    check: Check
    results: list[Result]
    seconds: float
    is_whole: bool = True


def look(checks: Sequence[Check], *, at: datetime, is_round: bool = False) -> list[Looked]:
    """Make these checks and say what each found; takes as long as those inside the database and the slowest outside."""
    scene, is_away = _scene(at, is_round=is_round)
    outside = {check.name: _Outside(check, scene) for check in checks if check.is_outside}
    inside = {check.name: _inside(check, scene, is_away=is_away) for check in checks if not check.is_outside}
    return [inside[check.name] if check.name in inside else outside[check.name].wait() for check in checks]


def _scene(at: datetime, *, is_round: bool) -> tuple[Scene, bool]:
    """What checks may ask about, and whether the database is away; then it is nothing but the shipped limits."""
    try:
        seal = AuditSeal.objects.values_list("file", flat=True).first()
        scene = Scene(
            at=at,
            limits=limits_now(),
            providers=tuple(Provider.objects.all()),
            last_round=CheckResult.objects.filter(name="beat").aggregate(last=Max("checked_at"))["last"],
            is_round=is_round,
            sealed_file=seal or "",
        )
    except (DatabaseError, InterfaceError):
        return Scene(at=at, limits={name: measure.shipped for name, measure in MEASURES.items()}), True
    return scene, False


def _inside(check: Check, scene: Scene, *, is_away: bool) -> Looked:
    """One that asks the database, in a savepoint of its own and with a limit on each statement."""
    if is_away:
        return Looked(check, [Result(state=check.when_broken, sentence=AWAY)], 0.0, is_whole=False)
    began = time.monotonic()
    results: list[Result] = []
    is_whole = True
    try:
        with transaction.atomic(), _statements_within(check.seconds):
            for result in check.look(scene):  # one by one: what was said before it breaks stays said
                results.append(result)  # noqa: PERF402 - as above
    except Exception as error:  # a broken check must say so and let the others go on
        is_whole = False
        results.append(_broken(check, error))
    return Looked(check, results, time.monotonic() - began, is_whole)


class _statements_within:  # noqa: N801 - used as a word of a `with` statement
    """Lets no statement take longer; what held before holds again."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            (self._before,) = cursor.fetchone()
        _set_timeout(f"{self._seconds * 1000:.0f}")

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:  # else the savepoint is rolled back, and the setting with it
            _set_timeout(self._before)


def _set_timeout(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [value])


class _Outside:
    """One that asks other machines, in a thread that is left behind when it takes too long."""

    def __init__(self, check: Check, scene: Scene) -> None:
        self._check = check
        self._told: list[Result] = []
        self._ended: SimpleQueue[Result | None] = SimpleQueue()
        self._began = time.monotonic()
        threading.Thread(target=self._look, args=(scene,), name=f"check-{check.name}", daemon=True).start()

    def _look(self, scene: Scene) -> None:
        try:
            for result in self._check.look(scene):
                self._told.append(result)  # it is read while it grows
        except Exception as error:  # as above
            self._ended.put(_broken(self._check, error))
        else:
            self._ended.put(None)

    def wait(self) -> Looked:
        """What it found; of one that took too long, what it had found until then, and that it took too long."""
        left = max(self._began + self._check.seconds - time.monotonic(), 0.01)
        try:
            trouble = self._ended.get(timeout=left)
        except Empty:
            trouble = Result(state=State.BAD, sentence=f"No answer within {self._check.seconds:.0f} s.")
        results = [*self._told, trouble] if trouble else list(self._told)
        return Looked(self._check, results, time.monotonic() - self._began, is_whole=trouble is None)


def _broken(check: Check, error: Exception) -> Result:
    log.warning("check.broken", check=check.name, error=repr(error))
    return Result(state=check.when_broken, sentence=f"The check itself failed: {type(error).__name__}.")
