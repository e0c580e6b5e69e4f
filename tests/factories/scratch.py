"""A database of one's own, for what must really be committed or taken apart."""

import os
import subprocess
import sys
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

ROOT = Path(__file__).parents[2]
NAME = "scratch"


@dataclass(frozen=True)
class Scratch:
    """A copy of the migrated test database, and the environment that points the product at it."""

    environment: Mapping[str, str]
    _parameters: Mapping[str, Any]

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
        with psycopg.connect(**self._parameters, dbname=NAME) as session:
            return session.execute(query.encode()).fetchall()

    @contextmanager
    def holding(self, table: str) -> Iterator[None]:
        """Keep everybody from writing to a table: whoever comes there waits."""
        with psycopg.connect(**self._parameters, dbname=NAME) as session:
            session.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
            yield


@contextmanager
def scratch_database(blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    """Copy the test database; nobody may be connected to it meanwhile, so ask outside of tests with `db`."""
    with blocker.unblock():
        settings = connections["default"].settings_dict
        connections.close_all()
    parameters = {name: settings[name.upper()] for name in ("host", "port", "user", "password")}
    _maintain(parameters, "DROP DATABASE IF EXISTS {} WITH (FORCE)", NAME)
    _maintain(parameters, "CREATE DATABASE {} TEMPLATE {}", NAME, str(settings["NAME"]))
    try:
        yield Scratch({"DATABASE_URL": _url(parameters)}, parameters)
    finally:
        _maintain(parameters, "DROP DATABASE {} WITH (FORCE)", NAME)


def _maintain(parameters: Mapping[str, Any], statement: str, *names: str) -> None:
    with psycopg.connect(**parameters, dbname="postgres", autocommit=True) as session:
        session.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _url(parameters: Mapping[str, Any]) -> str:
    host, port = parameters["host"], parameters["port"]
    return f"postgresql://{quote(parameters['user'])}:{quote(parameters['password'])}@{host}:{port}/{NAME}"
