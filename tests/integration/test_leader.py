"""Who keeps the schedule: one of all that could, and another when it is gone. Real processes and a real PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from cms.operations.leader import DIED, LOCK
from tests.factories.moments import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]
HOLDERS = "FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE objid = %s AND granted"
Start = Callable[[str], "Candidate"]


class Candidate:
    """One `lead_schedule`, and what it says."""

    def __init__(self, directory: Path, name: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "manage.py", "lead_schedule", "--schedule", str(directory / name)],
            cwd=ROOT,
            env=os.environ | {"PGAPPNAME": name},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def says(self, words: str) -> None:
        """Return once it has said so."""
        said = []
        for line in self.process.stdout or ():
            said.append(line)
            if words in line:
                return
        raise AssertionError("".join(said))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    candidates: list[Candidate] = []

    def one(name: str) -> Candidate:
        candidates.append(Candidate(tmp_path, name))
        return candidates[-1]

    yield one
    for candidate in candidates:
        candidate.process.kill()
        candidate.process.communicate()


def ask(query: str) -> list[str]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as session:
        return [str(found) for (found,) in session.execute(query.encode(), [LOCK])]


def leaders() -> list[str]:
    return ask(f"SELECT application_name {HOLDERS}")


def test_one_leads_and_another_takes_over_when_it_dies_or_is_cut_off(start: Start) -> None:
    first = start("first")
    first.says("schedule.leading")
    second = start("second")
    second.says("schedule.standing_by")

    while_it_lives = leaders()
    first.process.kill()
    second.says("schedule.leading")
    after_it_died = leaders()

    assert (while_it_lives, after_it_died) == (["first"], ["second"])


def test_a_leader_that_is_cut_off_from_the_database_ends_itself(start: Start) -> None:
    only = start("only")
    only.says("schedule.leading")

    ended = ask(f"SELECT pg_terminate_backend(pid) {HOLDERS}")

    assert ended == ["True"]
    assert only.process.wait(timeout=PATIENCE_SECONDS) == DIED
