"""A drill ends servers of the demo for a while; one that ends by itself still ends the demo."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.demo.errors import DemoError
from infra.demo.outage import Outage
from infra.demo.supervisor import Supervisor
from infra.parts.identity import Identity
from infra.parts.process import Command

SLEEPS = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path)
    for name in ("web", "worker"):
        made.serve(Command(name=name, argv=SLEEPS))
    yield made
    made.stop()


def process(state: Path, name: str) -> Identity:
    found = Identity.read(state / "run" / f"{name}.json")
    assert found
    return found


def test_what_a_drill_ended_stays_down_until_the_drill_is_over(supervisor: Supervisor, tmp_path: Path) -> None:
    before, outage = process(tmp_path, "web"), Outage(tmp_path)

    outage.begin(["web"])
    supervisor.check()

    assert not before.is_running
    assert process(tmp_path, "worker").is_running
    outage.end()
    supervisor.check()
    assert process(tmp_path, "web").is_running
    assert process(tmp_path, "web") != before


def test_one_that_ends_by_itself_ends_the_demo_in_a_drill_too(supervisor: Supervisor, tmp_path: Path) -> None:
    Outage(tmp_path).begin(["web"])
    supervisor.check()
    supervisor.serve(Command(name="beat", argv=[sys.executable, "-c", "raise SystemExit(3)"]))

    with pytest.raises(DemoError, match="beat ended by itself with code 3"):
        check_until_it_ends(supervisor)


def check_until_it_ends(supervisor: Supervisor) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        supervisor.check()
