"""Prometheus and Alertmanager for tests: the system's own programs, with the configuration of this repository."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from .ports import HOST
from .process import Command


@dataclass(frozen=True, kw_only=True)
class Watching:
    """One of the two: a program with a configuration file that somebody else has written."""

    program: str
    configuration: Path
    directory: Path
    port: int
    storage: str
    name: str
    more: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing that others must know."""
        return {}

    def prepare(self) -> None:
        """Make its directory."""
        self.directory.mkdir(parents=True, exist_ok=True)

    def command(self) -> Command:
        """In the foreground."""
        arguments = [
            f"--config.file={self.configuration}",
            f"--{self.storage}={self.directory}",
            f"--web.listen-address={HOST}:{self.port}",
        ]
        return Command(name=self.name, argv=[self.program, *arguments, *self.more])

    def is_ready(self) -> bool:
        """Whether it says so itself."""
        try:
            with urlopen(f"{self.url}/-/ready", timeout=5) as answer:  # noqa: S310 - an address of this machine
                return bool(answer.status)
        except (URLError, OSError):
            return False

    def complete(self) -> None:
        """Nothing to make."""


def prometheus(*, program: str, configuration: Path, directory: Path, port: int) -> Watching:
    """Prometheus, which keeps what it measures in `directory`."""
    return Watching(
        name="prometheus",
        program=program,
        configuration=configuration,
        directory=directory,
        port=port,
        storage="storage.tsdb.path",
    )


def alertmanager(*, program: str, configuration: Path, directory: Path, port: int) -> Watching:
    """Alertmanager, alone: it looks for no others of its kind."""
    return Watching(
        name="alertmanager",
        program=program,
        configuration=configuration,
        directory=directory,
        port=port,
        storage="storage.path",
        more=("--cluster.listen-address=",),
    )
