"""Backup and drill among the operations checks: how old they are, and whether they went well."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from cms.operations.checks.registry import Check, Group, Scene
from cms.operations.states import Result, State
from cms.operations.wording import age, bytes_of, moment

from .selectors import latest_attempt, latest_backup, latest_drill, latest_exercise, usual_size

BACKUP_DUE, BACKUP_LATE = timedelta(hours=26), timedelta(hours=50)
DRILL_DUE, DRILL_LATE = timedelta(days=8), timedelta(days=15)
EXERCISE_DUE, EXERCISE_LATE = timedelta(days=35), timedelta(days=65)


def backup(scene: Scene) -> Iterator[Result]:
    """How old the last whole backup is, and whether one failed since."""
    last, attempt = latest_backup(), latest_attempt()
    if attempt and not attempt.is_well:
        yield Result(state=State.BAD, sentence=f"The last backup failed. {attempt.faults[0]}", since=attempt.at)
    elif last is None:
        yield Result(state=State.UNKNOWN, sentence="No backup was made yet.")
    else:
        sentence = f"Made {moment(last.at)}: {bytes_of(last.size)}, {bytes_of(last.added)} of them new."
        yield _aged(sentence, last.at, scene, due=BACKUP_DUE, late=BACKUP_LATE)


def backup_size(scene: Scene) -> Iterator[Result]:
    """How far the last backup's database is from what it usually takes: one that shrank may have lost something."""
    last = latest_backup()
    usual = usual_size(before=last) if last else None
    if last is None or usual is None:
        yield Result(state=State.UNKNOWN, sentence="There aren't enough backups yet to say what is usual.")
        return
    change = abs(last.database - usual) / usual * 100
    sentence = f"The database took {bytes_of(last.database)}; {bytes_of(usual)} is usual."
    state = scene.limits["backup_change_percent"].state(change)
    yield Result(state=state, sentence=sentence, value=change, measure="backup_change_percent", since=last.at)


def restore_drill(scene: Scene) -> Iterator[Result]:
    """How long ago a backup was restored on trial, and whether it was equal."""
    last = latest_drill()
    if last is None:
        yield Result(state=State.UNKNOWN, sentence="No backup was restored on trial yet.")
    elif not last.is_well:
        yield Result(state=State.BAD, sentence=f"The last drill failed. {last.faults[0]}", since=last.at)
    else:
        sentence = f"{last.name} was restored {moment(last.at)} in {last.seconds:.0f} s, and was equal."
        yield _aged(sentence, last.at, scene, due=DRILL_DUE, late=DRILL_LATE)


def exercise(scene: Scene) -> Iterator[Result]:
    """How long ago somebody brought everything back by the manual."""
    last = latest_exercise()
    if last is None:
        yield Result(state=State.UNKNOWN, sentence="Nobody practised a recovery by the manual yet.")
    elif not last.is_well:
        yield Result(state=State.BAD, sentence=f"The last exercise didn't go well. {last.faults[0]}", since=last.at)
    else:
        sentence = f"{last.by} brought {last.name} back {moment(last.at)}, in {last.seconds / 60:.0f} min."
        yield _aged(sentence, last.at, scene, due=EXERCISE_DUE, late=EXERCISE_LATE)


def _aged(sentence: str, at: datetime, scene: Scene, *, due: timedelta, late: timedelta) -> Result:
    since = scene.at - at
    if since > late:
        return Result(state=State.BAD, sentence=f"{age(since)} ago. {sentence}", since=at + due)
    if since > due:
        return Result(state=State.WARN, sentence=f"{age(since)} ago. {sentence}", since=at + due)
    return Result(state=State.OK, sentence=sentence)


CHECKS: Final = (
    Check(
        name="backup",
        title="Backup",
        group=Group.RECOVERY,
        look=backup,
        remedy="Run manage.py backup and read what it says; see whether BACKUP_URL or BACKUP_DIR can be written.",
    ),
    Check(
        name="restore-drill",
        title="Restore drill",
        group=Group.RECOVERY,
        look=restore_drill,
        remedy="Run manage.py restore_drill: a backup that was never restored is a hope.",
    ),
    Check(
        name="backup-size",
        title="Size of the backup",
        group=Group.RECOVERY,
        look=backup_size,
        remedy="Find out what came or went before the next backup; keep the older ones until you know.",
    ),
    Check(
        name="exercise",
        title="Exercise of recovery",
        group=Group.RECOVERY,
        look=exercise,
        remedy="Practise by the manual's page “recovery”, then write it down with manage.py tell_exercise.",
    ),
)
