"""The database by PostgreSQL's own programs: dumped, and restored into another one."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, cast
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from psycopg import sql

from .faults import Fault, Kind, Unsound

CHUNK: Final = 1024 * 1024
DUMP: Final = ("pg_dump", "--format=custom", "--no-password")
RESTORE: Final = ("pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--no-password")
VARIABLES: Final = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}


def dumped(*, snapshot: str) -> Iterator[bytes]:
    """The whole database as it is in a snapshot that is held open."""
    command = _command(*DUMP, f"--snapshot={snapshot}", name=_live())
    with subprocess.Popen(command, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - PostgreSQL's own
        dump, said = cast(BinaryIO, process.stdout), cast(BinaryIO, process.stderr)
        while chunk := dump.read(CHUNK):
            yield chunk
        told = said.read()
    _need(process.returncode, told, "dumped")


def restore(pieces: Iterable[bytes], *, name: str) -> None:
    """Restore a dump into a database that is empty; raises `Unsound` with what PostgreSQL says."""
    command = _command(*RESTORE, name=name)
    with subprocess.Popen(command, env=_environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - PostgreSQL's own
        dump, said = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stderr)
        with suppress(BrokenPipeError):  # it has ended already, and says why
            dump.writelines(pieces)
        with suppress(BrokenPipeError):
            dump.close()
        told = said.read()
    _need(process.returncode, told, "restored")


@contextmanager
def scratch() -> Iterator[str]:
    """An empty database beside the live one, dropped at the end, as is one that an earlier drill left behind."""
    name = f"{_live()}_drill"
    _say("DROP DATABASE IF EXISTS {}", name)
    _say("CREATE DATABASE {} TEMPLATE template0", name)
    try:
        yield name
    finally:
        _say("DROP DATABASE {}", name)


def address(name: str) -> str:
    """A database of the same server, as a `DATABASE_URL`."""
    values = connection.settings_dict
    user, password = quote(values["USER"], safe=""), quote(values["PASSWORD"], safe="")
    if str(values["HOST"]).startswith("/"):
        return f"postgresql://{user}:{password}@/{quote(name)}?host={values['HOST']}"
    return f"postgresql://{user}:{password}@{values['HOST']}:{values['PORT'] or 5432}/{quote(name)}"


def is_empty() -> bool:
    """Whether the database that we are connected to has no tables."""
    return not connection.introspection.table_names()


def _live() -> str:
    return str(connection.settings_dict["NAME"])


def _say(statement: Any, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _command(program: str, *options: str, name: str) -> list[str]:
    folder = settings.POSTGRES_PROGRAMS
    return [str(Path(folder) / program) if folder else program, *options, f"--dbname={name}"]


def _environment() -> Mapping[str, str]:
    stated = connection.settings_dict
    return os.environ | {variable: str(stated[key]) for key, variable in VARIABLES.items() if stated[key]}


def _need(exit_code: int, told: bytes, what: str) -> None:
    if exit_code:
        reason = told.decode(errors="replace").strip().splitlines()
        raise Unsound(Fault(Kind.FAILED, f"the database can't be {what}: {reason[0] if reason else exit_code}"))
