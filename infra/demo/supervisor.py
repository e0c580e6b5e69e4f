"""Runs the processes of the demo: starts them, watches them, ends them in order."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

from infra.parts.part import Part, start
from infra.parts.process import GRACE_SECONDS, Command, Process

from .errors import Asked, DemoError
from .outage import Outage

_PAUSE = 0.05


class Supervisor:
    """All processes of one demo. Nothing here runs in threads: the kernel ties children to the one that forked."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._outage = Outage(state)
        self._outage.end()
        self._down: set[str] = set()
        self._asked: int | None = None
        self._parts: list[Process] = []
        self._servers: list[Process] = []
        self._steps: list[Process] = []

    def listen(self) -> None:
        """From now on signals ask the demo to end, in order, instead of ending it at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
                continue  # started by nohup
            signal.signal(number, self._remember)

    def start_part(self, part: Part) -> None:
        """Start a part and wait until it answers."""
        self._parts.append(start(part, state=self._state, interrupt=self.check))

    def serve(self, command: Command) -> None:
        """Start a process that must run as long as the demo."""
        self._servers.append(Process.start(command, state=self._state))

    def begin(self, command: Command) -> Process:
        """Start a process that does one thing and ends."""
        step = Process.start(command, state=self._state)
        self._steps.append(step)
        return step

    def finish(self, step: Process) -> int:
        """Wait for the end of a step; its exit code."""
        self.until(lambda: step.has_ended)
        self._steps.remove(step)
        return step.stop()

    def run(self, *commands: Command) -> None:
        """Run steps side by side; the first that fails ends the demo."""
        self.succeed(*[self.begin(command) for command in commands])

    def succeed(self, *steps: Process) -> None:
        """Wait for steps that must end well."""
        for step in steps:
            if code := self.finish(step):
                raise DemoError(str(step.failure(f"{step.command.name} failed with code {code}")))

    def until(self, condition: Callable[[], bool], *, seconds: float = float("inf"), what: str = "") -> None:
        """Wait until something holds, while everything else keeps running."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.check()
            if time.monotonic() > deadline:
                raise DemoError(f"{what} within {seconds:.0f} seconds; the logs are in {self._state / 'logs'}")
            time.sleep(_PAUSE)

    def check(self) -> None:
        """Raise when the demo was asked to end, or when a server ended that no drill has ended."""
        if self._asked is not None:
            raise Asked(self._asked)
        self._servers = [self._in_drill(server) for server in self._servers]
        for server in (*self._parts, *self._servers):
            if server.has_ended and server.command.name not in self._down:
                code = server.stop()
                raise DemoError(str(server.failure(f"{server.command.name} ended by itself with code {code}")))

    def stop(self) -> None:
        """End everything: first, all at once, what uses the parts; then the parts, the last started first."""
        users = [*self._steps, *self._servers]
        for process in users:
            process.ask_to_stop()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in users:
            process.end(grace=max(deadline - time.monotonic(), 1.0))
        for part in reversed(self._parts):
            part.stop()

    def _in_drill(self, server: Process) -> Process:
        """The server; started again when the drill that had ended it is over."""
        name = server.command.name
        if server.has_ended and name in self._outage.names:
            self._down.add(name)
        elif name in self._down and name not in self._outage.names:
            self._down.remove(name)
            server.stop()
            return Process.start(server.command, state=self._state)
        return server

    def _remember(self, number: int, _frame: object) -> None:
        self._asked = number
