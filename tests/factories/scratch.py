"""A database of one's own, for what must really be committed or taken apart."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connections
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tests.factories.roles import owner, product, session_as

ROOT = Path(__file__).parents[2]
NAME = "scratch"


@dataclass(frozen=True)
class Scratch:
    """A copy of the migrated test database, and the environment that points the product at it."""

    environment: Mapping[str, str]

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `manage.py` in a process of its own."""
        return subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query, in a session of its own."""
        with session_as(product(), database=NAME) as session:
            return session.execute(query.encode()).fetchall()

    def tamper(self, *statements: str) -> None:
        """What somebody does who owns the tables."""
        with session_as(owner(), database=NAME) as session:
            for statement in statements:
                session.execute(statement.encode())

    @contextmanager
    def holding(self, table: str) -> Iterator[None]:
        """Keep everybody from writing to a table: whoever comes there waits."""
        with session_as(owner(), database=NAME) as session, session.transaction():
            session.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
            yield


@contextmanager
def scratch_database(blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    """Copy the test database; nobody may be connected to it meanwhile, so ask outside of tests with `db`."""
    with blocker.unblock():
        settings = connections["default"].settings_dict
        connections.close_all()
    _maintain("DROP DATABASE IF EXISTS {} WITH (FORCE)", NAME)
    _maintain("CREATE DATABASE {} TEMPLATE {}", NAME, str(settings["NAME"]))
    try:
        yield Scratch({"DATABASE_URL": _url(product()), "DATABASE_OWNER_URL": _url(owner())})
    finally:
        _maintain("DROP DATABASE {} WITH (FORCE)", NAME)


def _maintain(statement: str, *names: str, attempts: int = 30) -> None:
    """Let end what only a superuser may end, PostgreSQL's own vacuuming, and sessions that were closed just now."""
    with session_as(owner(), database="postgres") as session:
        for left in reversed(range(attempts)):
            try:
                session.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
                if not left:
                    raise
                time.sleep(1)
            else:
                return


def _url(who: Mapping[str, str]) -> str:
    return url_of({**connections["default"].settings_dict, **who, "NAME": NAME})


def url_of(settings: Mapping[str, Any]) -> str:
    """Where this connection of Django goes, as a `DATABASE_URL`."""
    user, password = quote(settings["USER"]), quote(settings["PASSWORD"])
    return f"postgresql://{user}:{password}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
