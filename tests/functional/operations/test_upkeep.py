"""Upkeep: what the database says of itself, what may be done to it, and the jobs that clear away."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from cms.operations.checks.known import registered
from cms.operations.checks.running import look
from cms.operations.models import CleanUp, ServiceMinute, Trouble
from cms.operations.tasks import clear_measurements, clear_sessions, clear_temporary_files
from cms.operations.upkeep import clearing, jobs, readings
from cms.operations.upkeep.jobs import JOBS
from cms.operations.upkeep.readings import Index, Table
from cms.operations.upkeep.statements import HOW, slowest
from tests.factories.roles import become, owner, product
from tests.functional.admin.conftest import SignIn, sign_in

__all__ = ["sign_in"]
ADDRESS = "/admin/operations/upkeep/"


@pytest.fixture
def as_owner_outside(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The owner's connection, outside of any transaction, as the command has it."""
    become(owner())
    try:
        with django_db_blocker.unblock():
            yield
    finally:
        become(product())


def table(**values: Any) -> Table:
    well = {"name": "t", "size": 0, "rows": 100_000, "dead": 0, "changed": 0, "vacuumed": None, "analysed": None}
    return Table(**{**well, "whole_reads": 0, "index_reads": 0, "rows_each": 0, **values})


@pytest.mark.parametrize(
    ("values", "beginning"),
    [
        ({"dead": 30_000}, "Many dead rows"),
        ({"changed": 30_000}, "Old statistics"),
        ({"whole_reads": 500, "index_reads": 3, "rows_each": 100_000}, "Read as a whole"),
    ],
)
def test_each_trouble_of_a_table_has_its_advice_and_a_table_in_order_has_none(
    values: dict[str, int], beginning: str
) -> None:
    assert [one[: len(beginning)] for one in table(**values).advice] == [beginning]
    assert table(dead=15_000, changed=15_000, whole_reads=500, index_reads=900, rows_each=100_000).advice == []


@pytest.mark.django_db
def test_the_database_tells_of_its_tables_and_of_the_queries_that_take_its_time() -> None:
    for _ in range(3):
        list(Trouble.objects.filter(name="asked for by a test"))

    found, names = slowest(), {one.name for one in readings.tables()}

    assert found.trouble == ""
    totals = [one.total for one in found.statements]
    assert totals
    assert totals == sorted(totals, reverse=True)
    assert all("asked for by a test" not in one.text for one in found.statements)
    assert {"fundfeed_fund", "operations_serviceminute"} <= names
    assert readings.database().version.startswith("PostgreSQL")
    assert Index("i", "t", 0, 0, is_valid=False).advice == "Not finished: build it anew."


@pytest.mark.django_db
def test_where_queries_aren_t_counted_it_says_how_to_have_them_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.operations.upkeep.statements.INSTALLED", "SELECT 1 WHERE false")

    assert slowest().trouble == HOW


def test_upkeep_is_done_while_everything_goes_on_and_unknown_names_are_refused(as_owner_outside: None) -> None:
    printed = StringIO()

    for arguments in (["--analyse", "fundfeed_fund"], ["--vacuum", "fundfeed_fund"], ["--reindex", "tick_by_day"]):
        call_command("database_upkeep", *arguments, stdout=printed)

    assert printed.getvalue() == "Done.\n" * 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_vacuum IS NOT NULL FROM pg_stat_user_tables WHERE relname = 'fundfeed_fund'")
        assert cursor.fetchone() == (True,)
    for arguments in (["--analyse", 'x"; DROP TABLE y'], ["--reindex", "fundfeed_fund"]):
        with pytest.raises(CommandError, match="There is no"):
            call_command("database_upkeep", *arguments)


@pytest.mark.django_db
def test_what_nobody_needs_is_cleared_away_and_the_rest_stays(settings: Settings, tmp_path: Path) -> None:
    settings.FEED_STAGING_DIR = tmp_path
    now = timezone.now()
    old, new = tmp_path / "run" / "old.part", tmp_path / "run" / "new.part"
    old.parent.mkdir()
    old.touch()
    new.touch()
    os.utime(old, (time.time() - 300_000,) * 2)
    for days in (1, 399, 401, 500):
        ServiceMinute.objects.create(minute=now - timedelta(days=days), area="api")
    gone = {"name": "x", "state": "bad", "sentence": "", "began_at": now - timedelta(days=900)}
    Trouble.objects.create(**gone, subject="over", ended_at=now - timedelta(days=801))
    Trouble.objects.create(**gone, subject="still so")

    removed = clearing.old_measurements(at=now), clearing.temporary_files(at=now)

    assert removed == (3, 1)
    assert ServiceMinute.objects.count() == 2
    assert [one.subject for one in Trouble.objects.all()] == ["still so"]
    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.django_db
def test_workers_keep_when_each_job_ran_and_what_came_of_it(
    sign_in: SignIn, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FEED_STAGING_DIR = tmp_path

    def fail(**_: object) -> int:
        raise OSError

    clear_sessions.apply(), clear_temporary_files.apply()
    with monkeypatch.context() as broken:
        broken.setattr(clearing, "old_measurements", fail)
        clear_measurements.apply()
    CleanUp.objects.filter(task__endswith="sessions").update(at=timezone.now() - timedelta(days=2))
    page = sign_in("IT operator").get(ADDRESS).content.decode()

    last = {row.task.rpartition("_")[2]: (row.removed, row.fault) for row in CleanUp.objects.all()}
    ((said,),) = [one.results for one in look([c for c in registered() if c.name == "upkeep"], at=timezone.now())]
    assert last == {"sessions": (0, ""), "files": (0, ""), "measurements": (None, "OSError")}
    assert said.sentence.startswith("Failed: Minutes after 13 months")
    assert "Not run for a day: Sessions that have ended." in said.sentence
    assert "each day at 3:20" in page
    assert ": OSError" in page


def test_each_job_is_one_that_the_schedule_orders() -> None:
    ordered = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert ordered >= set(JOBS)
    assert len({jobs.JOBS[task] for task in JOBS}) == len(JOBS)


@pytest.mark.django_db
def test_the_report_tells_the_same_on_a_terminal() -> None:
    printed = StringIO()

    call_command("database_report", stdout=printed)

    assert printed.getvalue().startswith("PostgreSQL")
    assert "SLOWEST QUERIES" in printed.getvalue()
    assert "TABLES" in printed.getvalue()
