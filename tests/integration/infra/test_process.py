"""A process ends with all that it started, however its starter ends."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infra.parts.errors import PartError
from infra.parts.identity import Identity
from infra.parts.part import running
from infra.parts.process import Command, Process, end_leftovers
from infra.parts.redis import Redis
from tests.factories.moments import wait_until

_FAMILY = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '600']).pid, flush=True); time.sleep(600)"
_DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"


def test_stopping_a_process_ends_its_children_too(tmp_path: Path) -> None:
    process = _start(_FAMILY, tmp_path)
    child = Identity.of(int(_first_line(process)))

    process.stop()

    assert child is not None
    wait_until(lambda: not child.is_running, "the end of the child")


def test_a_process_that_ignores_the_signal_is_ended_by_force(tmp_path: Path) -> None:
    process = _start(_DEAF, tmp_path)
    _first_line(process)

    code = process.stop(grace=0.2)

    assert code == -signal.SIGKILL


def test_a_process_whose_starter_is_killed_ends_by_itself(tmp_path: Path) -> None:
    starter = subprocess.Popen(  # noqa: S603 - this Python
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from infra.parts.process import Command, Process\n"
            "Process.start(Command(name='child', argv=['sleep', '600']), state=Path(sys.argv[1])); time.sleep(600)",
            str(tmp_path),
        ]
    )
    record = tmp_path / "run" / "child.json"
    wait_until(lambda: Identity.read(record) is not None, "the child")
    child = Identity.read(record)

    starter.kill()
    starter.wait()

    assert child is not None
    wait_until(lambda: not child.is_running, "the end of the child")


def test_what_an_earlier_start_left_behind_is_ended_by_the_next(tmp_path: Path) -> None:
    leftover = _start(_DEAF, tmp_path)

    ended = end_leftovers(tmp_path)

    assert ended == ["family"]
    assert leftover.has_ended
    leftover.stop()


def test_a_number_that_another_process_has_now_is_left_alone(tmp_path: Path) -> None:
    myself = Identity.of(os.getpid())
    assert myself is not None
    Identity(pid=myself.pid, started=myself.started - 1).write(tmp_path / "run" / "postgres.json")

    ended = end_leftovers(tmp_path)

    assert ended == []
    assert myself.is_running


def test_a_part_that_can_not_start_shows_the_end_of_its_log(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        redis = Redis(directory=tmp_path / "redis", port=other.getsockname()[1], password="secret")

        with (
            pytest.raises(PartError, match=r"(?s)redis did not start.*Address already in use"),
            running(redis, state=tmp_path),
        ):
            pass


def _start(program: str, state: Path) -> Process:
    return Process.start(Command(name="family", argv=[sys.executable, "-c", program]), state=state)


def _first_line(process: Process) -> str:
    wait_until(lambda: process.log.read_text().endswith("\n"), "the first line")
    return process.log.read_text().splitlines()[0]
