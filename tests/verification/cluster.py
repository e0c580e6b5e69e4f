"""A PostgreSQL of the tests' own, which may be ended at once and started again without harm to other tests."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from infra.parts.part import start
from infra.parts.ports import HOST, free_ports
from infra.parts.postgres import DATABASE, OWNER, Postgres


class Cluster:
    """A durable server; `address` is what a connection of Django needs to go there."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._part = Postgres(directory=state / "postgres", port=free_ports(1)[0], password="only-for-tests")
        self._process = start(self._part, state=state)
        self.address: Mapping[str, str] = {
            "HOST": HOST,
            "PORT": str(self._part.port),
            "USER": OWNER,
            "PASSWORD": self._part.password,
            "NAME": DATABASE,
        }

    def fill(self, template: Mapping[str, object]) -> None:
        """Copy the database that this connection of Django goes to."""
        programs = self._part.home.programs
        dump = [str(programs / "pg_dump"), "--no-owner", "--no-privileges"]
        load = [str(programs / "psql"), "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1"]
        copied = _run(dump, template)
        _run(load, self.address, copied)

    def tables(self) -> set[str]:
        """The names of its tables."""
        with psycopg.connect(self._part.owner_url) as session:
            rows = session.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name for (name,) in rows}

    def restart_at_once(self) -> None:
        """What `pg_ctl restart -m immediate` does: no checkpoint, no goodbye, then recovery from the log."""
        self._process.popen.send_signal(signal.SIGQUIT)
        self._process.end()
        self._process = start(self._part, state=self._state)

    def remove(self) -> None:
        """End the server and delete its data, wherever they are."""
        self._process.stop()
        shutil.rmtree(self._part.directory.resolve())


@contextmanager
def own_cluster(state: Path, template: Mapping[str, object]) -> Iterator[Cluster]:
    """The server with a copy of the migrated test database."""
    cluster = Cluster(state)
    try:
        cluster.fill(template)
        yield cluster
    finally:
        cluster.remove()


def _run(command: Sequence[str], address: Mapping[str, object], given: bytes = b"") -> bytes:
    environment = _environment(address)
    return subprocess.run(command, env=environment, input=given, capture_output=True, check=True).stdout  # noqa: S603 - programs of the wheel


def _environment(address: Mapping[str, object]) -> dict[str, str]:
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    return os.environ | {variable: str(address[name]) for name, variable in names.items()}
