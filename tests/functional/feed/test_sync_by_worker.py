"""The schedule's task through the real broker and a real worker, into a database that is really committed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from infra.deliveries import small_delivery, write_delivery
from tests.factories.moments import PATIENCE_SECONDS, wait_until
from tests.factories.scratch import ROOT, Scratch, scratch_database

ENDED = "SELECT outcome, trigger FROM fundfeed_feedrun WHERE outcome <> ''"


@pytest.fixture
def scratch(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    with scratch_database(django_db_blocker) as scratch:
        yield scratch


@pytest.fixture
def worker(scratch: Scratch) -> Iterator[dict[str, str]]:
    """The feed's own worker; gives the environment in which tasks reach it."""
    orders = {"REDIS_URL": f"{os.environ['REDIS_URL'].removesuffix('/0')}/1"}  # where other tests have left none
    environment = os.environ | scratch.environment | orders | {"LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "celery", "-A", "cms", "worker", "--pool", "solo", "--queues", "feed"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 - our own command
    yield environment
    process.terminate()
    process.wait(PATIENCE_SECONDS)


def call(task: str, arguments: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "celery", "-A", "cms", "call", task, "--args", arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603


def test_a_scheduled_task_publishes_the_delivery(scratch: Scratch, worker: dict[str, str], tmp_path: Path) -> None:
    write_delivery(tmp_path, small_delivery())
    made = scratch.manage("ensure_provider", "DEMO", "--name", "Demo", "--source", str(tmp_path))
    assert made.returncode == 0, made.stderr
    ((provider,),) = scratch.ask("SELECT id FROM fundfeed_provider")

    call("fundfeed.tasks.run_one_feed", f"[{provider}]", worker)

    wait_until(lambda: scratch.ask(ENDED), "the end of the run")
    assert scratch.ask(ENDED) == [("applied", "schedule")]
    assert scratch.ask("SELECT count(*) FROM fundfeed_publishedfund") == [(3,)]


def test_the_command_says_in_its_exit_code_how_it_ended(scratch: Scratch, tmp_path: Path) -> None:
    write_delivery(tmp_path, small_delivery())
    scratch.manage("ensure_provider", "DEMO", "--name", "Demo", "--source", str(tmp_path))

    applied, again = scratch.manage("sync_feed", "--json"), scratch.manage("sync_feed", "--json")
    (tmp_path / "index.json").write_text("{")
    unreadable = scratch.manage("sync_feed", "--json")
    (tmp_path / "index.json").unlink()
    incomplete = scratch.manage("sync_feed", "--json")

    assert [run.returncode for run in (applied, again, unreadable, incomplete)] == [0, 0, 20, 10]
    assert [len(run.stdout.splitlines()) for run in (applied, again, unreadable, incomplete)] == [1, 1, 1, 1]
