"""An approval on the web is carried out by a real worker; when the wake-up is lost, by the clock."""

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

RESULT = """
    SELECT decision.state, run.outcome, run.trigger
    FROM feeds_deliverydecision AS decision JOIN fundfeed_feedrun AS run ON run.id = decision.run_id
"""
PROPOSE_AND_APPROVE = """
from cms.feeds.models import DeliveryDecision
from fundfeed.models import Delivery
from tests.factories.moderation import publish
delivery = Delivery.objects.latest("received_at")
publish(DeliveryDecision.objects.create(kind="release", delivery=delivery, reason="Known"))
"""


@pytest.fixture
def scratch(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    with scratch_database(django_db_blocker) as scratch:
        yield scratch


@pytest.fixture
def worker(scratch: Scratch) -> Iterator[dict[str, str]]:
    """A worker on a queue of its own; gives the environment in which tasks reach it."""
    environment = os.environ | scratch.environment | {"LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "celery", "-A", "cms", "worker", "--pool", "solo", "--queues", "tests"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 - our own command
    yield environment
    process.terminate()
    process.wait(PATIENCE_SECONDS)


def test_a_worker_carries_out_what_was_approved_though_nobody_woke_it(
    scratch: Scratch, worker: dict[str, str], tmp_path: Path
) -> None:
    write_delivery(tmp_path, small_delivery())
    scratch.manage("ensure_provider", "DEMO", "--name", "Demo", "--source", str(tmp_path))
    first = scratch.manage("sync_feed")
    assert first.returncode == 0, first.stderr[-2000:]
    scratch.tamper("UPDATE fundfeed_guardlimit SET count = 0, share = 0.1 WHERE measure = 'deauthorised'")
    tomorrow = small_delivery().on_day(2)
    tomorrow.deauthorise("DEM00002", reason="liquidation")
    write_delivery(tmp_path, tomorrow)
    scratch.manage("sync_feed")
    approved = scratch.manage("shell", "--no-imports", "-c", PROPOSE_AND_APPROVE)
    assert approved.returncode == 0, approved.stderr

    beat = [sys.executable, "-m", "celery", "-A", "cms", "call", "--queue", "tests"]
    subprocess.run(  # noqa: S603 - our own command
        [*beat, "cms.feeds.tasks.carry_out_decisions"], cwd=ROOT, env=worker, check=True, capture_output=True
    )

    wait_until(lambda: scratch.ask(RESULT), "what the decision led to")
    assert scratch.ask(RESULT) == [("done", "released", "decision")]
    assert scratch.ask("SELECT status FROM fundfeed_fund WHERE fund_id = 'DEM00002'") == [("deauthorised",)]
