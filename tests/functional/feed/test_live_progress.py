"""Whoever looks on sees how far a run is, also while its own transaction hides that."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from pytest_django import DjangoDbBlocker

from fundfeed.adapters import board
from fundfeed.adapters.board import Board, Progress
from fundfeed.models import FeedRun
from infra.deliveries import small_delivery, write_delivery
from infra.parts.ports import free_ports
from tests.factories.moments import PATIENCE_SECONDS, wait_until
from tests.factories.scratch import ROOT, Scratch, scratch_database


@pytest.fixture
def scratch(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    with scratch_database(django_db_blocker) as scratch:
        yield scratch


def shown_by(scratch: Scratch) -> Progress | None:
    """What the only run shows on the board."""
    for number, started_at in scratch.ask("SELECT id, started_at FROM fundfeed_feedrun"):
        assert isinstance(number, int)
        assert isinstance(started_at, datetime)
        return board.read(FeedRun(pk=number, started_at=started_at))
    return None


def waited_for(scratch: Scratch, wanted: Callable[[Progress], bool], what: str) -> Progress | None:
    """What the run shows as soon as it is what is wanted."""
    wait_until(lambda: (progress := shown_by(scratch)) and wanted(progress), what)
    return shown_by(scratch)


def test_documents_and_the_stages_of_the_transaction_are_seen_while_they_go(scratch: Scratch, tmp_path: Path) -> None:
    write_delivery(tmp_path, small_delivery())
    scratch.manage("ensure_provider", "DEMO", "--name", "Demo", "--source", str(tmp_path))
    command = [sys.executable, "manage.py", "sync_feed"]

    with ExitStack() as slow:
        slow.enter_context(scratch.holding("fundfeed_fund"))
        with scratch.holding("fundfeed_documentfile"):
            run = subprocess.Popen(command, cwd=ROOT, env=os.environ | scratch.environment)  # noqa: S603 - our own
            fetching = waited_for(scratch, lambda progress: progress.done == 2, "the second document")
        applying = waited_for(scratch, lambda progress: progress.stage == "apply", "the stage of apply")
        committed = scratch.ask("SELECT stage FROM fundfeed_feedrun")

    assert run.wait(PATIENCE_SECONDS) == 0
    assert fetching is not None
    assert (fetching.stage, fetching.done, fetching.total) == ("fetch", 2, 2)
    assert applying is not None
    assert (applying.stage, committed) == ("apply", [("guard",)])
    assert "guard" in applying.timings


def test_a_cache_that_is_down_holds_no_run_up(settings: LazySettings) -> None:
    address = f"redis://127.0.0.1:{free_ports(1)[0]}/0"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": address}}
    run = FeedRun(pk=1, started_at=datetime.fromisoformat("2026-11-18T06:00:00+08:00"))

    Board(run).stage("fetch", {})

    assert board.read(run) is None
