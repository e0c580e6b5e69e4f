"""Starts and ends one process with everything that it starts itself."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .errors import PartError, last_lines
from .identity import Identity
from .tether import tethering

GRACE_SECONDS = 8.0


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to run, as whom, and which signal asks it to end."""

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    directory: Path | None = None
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    answer: Path | None = None  # takes standard output, when it must not mix with the log


@dataclass(frozen=True)
class Process:
    """A running command: leader of its own session, its output in one log, its identity on record."""

    command: Command
    log: Path
    record: Path
    popen: "subprocess.Popen[bytes]"

    @classmethod
    def start(cls, command: Command, *, state: Path) -> "Process":
        """Run the command; logs go to `state/logs/NAME.log`, the identity to `state/run/NAME.json`."""
        log, record = state / "logs" / f"{command.name}.log", state / "run" / f"{command.name}.json"
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        if command.answer:
            command.answer.unlink(missing_ok=True)
        with log.open("ab") as errors, (command.answer or log).open("ab") as output:
            popen = _spawn(command, output=output.fileno(), errors=errors.fileno())
        if identity := Identity.of(popen.pid):
            identity.write(record)
        return cls(command, log, record, popen)

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended; until `stop` nobody else can get its number."""
        if self.popen.returncode is not None:
            return True
        return os.waitid(os.P_PID, self.popen.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def ask_to_stop(self) -> None:
        """Send the signal with which this command ends in good order."""
        if not self.has_ended:
            os.kill(self.popen.pid, self.command.stop_signal)

    def stop(self, *, grace: float = GRACE_SECONDS) -> int:
        """End the process and what it left in its group, after `grace` seconds by force; its exit code."""
        self.ask_to_stop()
        return self.end(grace=grace)

    def end(self, *, grace: float = GRACE_SECONDS) -> int:
        """Wait for the end that was asked for, as `stop` does."""
        deadline = time.monotonic() + grace
        while not self.has_ended and time.monotonic() < deadline:
            time.sleep(0.02)
        if self.popen.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signal.SIGKILL)
        self.record.unlink(missing_ok=True)
        return self.popen.wait()

    def failure(self, what: str) -> PartError:
        """The error that says what this process did not do, with the end of its log."""
        return PartError(f"{what}; the last lines of {self.log}:\n{last_lines(self.log)}")


def _spawn(command: Command, *, output: int, errors: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        list(command.argv),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        env={**os.environ, **command.environment},
        cwd=command.directory,
        start_new_session=True,
        user=command.user,
        extra_groups=[] if command.user else None,
        preexec_fn=tethering(by=command.stop_signal),  # noqa: PLW1509 - started from a single thread
    )


def end_leftovers(state: Path) -> list[str]:
    """End what an earlier start recorded and could not end itself; the names of those processes."""
    ended = []
    for record in sorted((state / "run").glob("*.json")):
        identity = Identity.read(record)
        if identity and identity.is_running:
            _end(identity)
            ended.append(record.stem)
        record.unlink(missing_ok=True)
    return ended


def _end(identity: Identity) -> None:
    for number, patience in ((signal.SIGINT, 5.0), (signal.SIGKILL, 5.0)):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(identity.pid, number)
        deadline = time.monotonic() + patience
        while identity.is_running and time.monotonic() < deadline:
            time.sleep(0.05)
