"""A backup and a drill as an operator orders them: done, written down, and told when they go wrong."""

import time
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from django.conf import settings
from django.db import transaction

from fundfeed.services import post_message

from .drilling import drill
from .faults import Fault, Kind, Unsound
from .forgetting import forget_old
from .making import DATABASE, Made, alone, make_backup
from .models import BackupRun, Ended, RestoreDrill
from .place import Place, configured
from .selectors import latest_backup
from .signals import recovery_failed
from .verifying import verify_backup

Row = TypeVar("Row", bound=Ended)
log = structlog.get_logger(__name__)


def back_up(*, at: datetime) -> BackupRun:
    """Make a backup, then forget old ones; a failure is a row and a mail, too."""
    began, run = time.monotonic(), BackupRun(at=at)
    try:
        place = configured()
        with alone():
            _tell(run, make_backup(place, at=at))
            run.locked = forget_old(place, at=at, keep=timedelta(days=settings.BACKUP_KEEP_DAYS)).locked
    except Exception as error:  # whatever it is, operators are told
        run.faults = _told(error)
    return _written(run, since=began)


def _tell(run: BackupRun, made: Made) -> None:
    run.name, run.manifest_sha256 = made.manifest.name, made.manifest_sha256
    run.size, run.added, run.files = made.manifest.size, made.added, len(made.manifest.files)
    run.database = made.manifest.parts[DATABASE].size


def practise(*, at: datetime, name: str = "", is_restored: bool = True) -> RestoreDrill:
    """Verify a backup, the last one unless named, and restore it beside the live installation unless told not to."""
    began, run = time.monotonic(), RestoreDrill(at=at, is_restored=is_restored)
    try:
        place = configured()
        run.name = name or _last(place)
        known = BackupRun.objects.filter(name=run.name, faults=[]).first()
        manifest = verify_backup(place, run.name, manifest_sha256=known.manifest_sha256 if known else "")
        run.age_seconds = (at - manifest.at).total_seconds()
        if is_restored:
            drill(place, manifest)
    except Exception as error:  # whatever it is, operators are told
        run.faults = _told(error)
    return _written(run, since=began)


def write_down(
    *, at: datetime, name: str, by: str, took: timedelta, lost: timedelta, faults: list[str]
) -> RestoreDrill:
    """Keep what came of an exercise by the manual; what went wrong is mailed as after a drill."""
    run = RestoreDrill(at=at, name=name, by=by, is_restored=True, is_exercise=True, faults=faults)
    run.age_seconds = lost.total_seconds()
    return _written(run, since=time.monotonic() - took.total_seconds())


def _last(place: Place) -> str:
    """The last backup that was made, as the database remembers it; a database that remembers none believes its eyes."""
    last = latest_backup()
    names = [last.name] if last else place.names()
    if not names:
        raise Unsound(Fault(Kind.MISSING, f"there is no backup in {place.shelf}."))
    return names[-1]


def _told(error: Exception) -> list[str]:
    if isinstance(error, Unsound):
        return [str(fault) for fault in error.faults]
    log.error("recovery.failed", exc_info=error)
    return [f"{Kind.FAILED.upper()}: {type(error).__name__}: {error}"]


@transaction.atomic
def _written(run: Row, *, since: float) -> Row:
    run.seconds = time.monotonic() - since
    run.save(force_insert=True)
    if run.faults:
        post_message(
            recipients=settings.OPERATIONS_EMAILS,
            subject=run.failed,
            text="\n".join([f"{run.failed}, {run.at:%Y-%m-%d %H:%M} UTC:", *run.faults, "", "What to do:"])
            + " the manual's page “recovery”.",
            thread="recovery",
        )
        recovery_failed.send(type(run), row=run)
    return run
