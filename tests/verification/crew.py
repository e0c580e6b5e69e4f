"""Real workers and a real beat, with a Redis of their own that may be killed and started again."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from infra.parts.part import start
from infra.parts.ports import free_ports
from infra.parts.process import Command, Process
from infra.parts.redis import Redis
from tests.factories.moments import wait_until
from tests.factories.scratch import ROOT
from tests.factories.site import Site

__all__ = ["Crew", "own_crew", "wait_until"]
CELERY = [sys.executable, "-m", "celery", "-A", "tests.verification.hasty"]

ALONE = ("--pool", "prefork", "--concurrency", "1")
WITH_WEBHOOKS = {
    "webhooks": (
        "worker",
        "--queues",
        "webhooks",
        "--hostname",
        "webhooks@%h",
        "--pool",
        "threads",
        "--concurrency",
        "8",
    )
}
NOBODY: Mapping[str, Sequence[str]] = {}


class Crew:
    """Works for a site by the site's clock."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._clock = state / "clock"
        self._redis = Redis(directory=state / "redis", port=free_ports(1)[0], password="only-for-tests")
        self._broker = start(self._redis, state=state)
        self._members: dict[str, tuple[Command, Process]] = {}

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables with which others find its Redis."""
        return self._redis.environment

    def begin(self, site: Site, environment: Mapping[str, str], more: Mapping[str, Sequence[str]] = NOBODY) -> None:
        """Start workers and beat, and `more` of them."""
        self.tell_time(site)
        known = {**environment, **self._redis.environment, "TEST_CLOCK": str(self._clock)}
        members = {
            "worker": ("worker", *ALONE),
            "feed": ("worker", "--queues", "feed", "--hostname", "feed@%h", *ALONE),
            "mails": ("worker", "--queues", "mails", "--hostname", "mails@%h", *ALONE),
            "beat": ("beat", "--schedule", str(self._state / "beat")),
        }
        for name, words in (members | dict(more)).items():
            command = Command(name=name, argv=[*CELERY, *words], environment=known, directory=ROOT)
            self._members[name] = (command, Process.start(command, state=self._state))

    def keep_going(self) -> bool:
        """Start again whoever ended, as every supervisor does: a worker may end itself when its broker dies."""
        for name, (command, process) in self._members.items():
            if process.popen.poll() is not None:
                self._members[name] = (command, Process.start(command, state=self._state))
        return True

    def tell_time(self, site: Site) -> None:
        """The site's time is the crew's time."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(site.now.isoformat())
        fresh.replace(self._clock)

    def kill_redis(self) -> None:
        """Redis is gone from one moment to the next."""
        self._broker.popen.kill()
        self._broker.end()

    def lose_redis(self) -> None:
        """Redis is gone with all that it knew, and an empty one takes its place."""
        self.kill_redis()
        shutil.rmtree(self._redis.directory)
        self.start_redis()

    def lose_host(self) -> None:
        """The machine on which workers and beat run is gone, with everything that they had begun."""
        for _, process in self._members.values():
            os.killpg(process.popen.pid, signal.SIGKILL)
            process.popen.wait()

    def start_redis(self) -> None:
        """Redis is back where it was, with what it had written."""
        self._broker = start(self._redis, state=self._state)

    def end(self) -> None:
        """End everybody; who waits for a task of a broker that died is ended by force."""
        everybody = (*(process for _, process in self._members.values()), self._broker)
        for process in everybody:
            process.ask_to_stop()
        for process in everybody:
            process.end(grace=2.0)


@contextmanager
def own_crew(state: Path) -> Iterator[Crew]:
    """The crew, ended after the block."""
    crew = Crew(state)
    try:
        yield crew
    finally:
        crew.end()
