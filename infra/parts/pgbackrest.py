"""The system's own PostgreSQL with pgBackRest beside it, configured as `infra/pgbackrest/` says, for tests."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .ports import HOST
from .postgres_home import UNPRIVILEGED

SHIPPED = Path(__file__).parents[1] / "pgbackrest"
STANZA = "--stanza=main"


def find_programs() -> Path | None:
    """Where the programs of the newest PostgreSQL of the system lie, if pgBackRest is there, too."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found and shutil.which("pgbackrest") else None


@dataclass(frozen=True)
class Archived:
    """One durable cluster below `folder`, which the unprivileged user can enter, and its encrypted repository."""

    programs: Path
    folder: Path
    port: int

    @property
    def data(self) -> Path:
        """The cluster's directory."""
        return self.folder / "data"

    @property
    def repository(self) -> Path:
        """Where backups and logs are kept."""
        return self.folder / "repository"

    def prepare(self) -> None:
        """Make the cluster with what the product's files say, and begin to archive."""
        for name in ("repository", "spool", "log", "lock"):
            (self.folder / name).mkdir()
        stated = (SHIPPED / "pgbackrest.conf").read_text()
        for there, here in (("/var/lib/pgbackrest", self.repository), ("/var/spool/pgbackrest", self.folder / "spool")):
            stated = stated.replace(there, str(here))
        (self.folder / "pgbackrest.conf").write_text(stated.replace("/var/lib/postgresql/data", str(self.data)))
        if user := self._user:
            owner = pwd.getpwnam(user)
            for path in (self.folder, *self.folder.iterdir()):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        self.run(self.programs / "initdb", "-D", self.data, "-A", "trust", "-U", "postgres", "--data-checksums", "-N")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write((SHIPPED / "postgresql.conf").read_text())
        self.start()
        self.backrest("stanza-create")

    def start(self) -> None:
        """Start the server, which waits until it takes connections."""
        options = f"-c listen_addresses={HOST} -p {self.port} -k {self.folder}"
        self.run(
            self.programs / "pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log/server", "-o", options, "start"
        )

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self.run(self.programs / "pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def ask(self, statement: str) -> str:
        """What a statement answers, as text."""
        psql = (self.programs / "psql", "-h", HOST, "-p", self.port, "-U", "postgres", "-X", "-A", "-t", "-q", "-c")
        return self.run(*psql, statement).stdout.strip()

    def backrest(self, *words: object) -> "subprocess.CompletedProcess[str]":
        """pgBackRest for the cluster."""
        return self.run("pgbackrest", STANZA, *words)

    def run(self, *words: object, must: bool = True) -> "subprocess.CompletedProcess[str]":
        """A program as the user who owns the cluster; `must` when it has to go well."""
        ended = subprocess.run(
            [str(word) for word in words],
            env=os.environ | self._environment,
            cwd=self.folder,
            user=self._user,
            extra_groups=[] if self._user else None,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if must and ended.returncode:
            raise RuntimeError(f"{words[0]} ended with {ended.returncode}: {ended.stdout}{ended.stderr}")
        return ended

    @property
    def _user(self) -> str | None:
        return UNPRIVILEGED if os.geteuid() == 0 else None

    @property
    def _environment(self) -> Mapping[str, str]:
        return {
            "PGBACKREST_CONFIG": str(self.folder / "pgbackrest.conf"),
            "PGBACKREST_REPO1_CIPHER_PASS": "only-for-tests",
            "PGBACKREST_PG1_PORT": str(self.port),
            "PGBACKREST_PG1_SOCKET_PATH": str(self.folder),
            "PGBACKREST_PG1_USER": "postgres",
            "PGBACKREST_LOG_PATH": str(self.folder / "log"),
            "PGBACKREST_LOCK_PATH": str(self.folder / "lock"),
        }
