"""The two roles of the database: tests run as the one that owns nothing, and make databases as the owner."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections

from cms.settings.database import connection as parsed

KEYS = ("USER", "PASSWORD")
Session = psycopg.Connection[tuple[Any, ...]]


def owner() -> dict[str, str]:
    """User and password of the role that owns the tables."""
    return _who("DATABASE_OWNER_URL")


def product() -> dict[str, str]:
    """User and password of the role with which web and worker connect."""
    return _who("DATABASE_URL")


def become(who: Mapping[str, str]) -> None:
    """From now on Django connects as this role."""
    connections["default"].close()
    connections["default"].settings_dict.update(who)


@contextmanager
def session_as(who: Mapping[str, str], *, database: str = "") -> Iterator[Session]:
    """A session of one's own on the test database or another one, committed statement by statement."""
    settings = {**connections["default"].settings_dict, **who}
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=database or settings["NAME"],
        autocommit=True,
    ) as session:
        yield session


def _who(variable: str) -> dict[str, str]:
    address = parsed(os.environ.get(variable) or os.environ["DATABASE_URL"])
    return {key: address[key] for key in KEYS}
