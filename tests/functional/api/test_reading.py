"""Reads that outlive their connection, as when PostgreSQL was restarted."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import psycopg
import pytest
from django.db import OperationalError, connection, connections, transaction
from psycopg import pq
from pytest_django import DjangoDbBlocker

from fundfeed.selectors.reading import rows
from tests.factories.both_ways import BothWays

T = TypeVar("T")
Apart = Callable[[Callable[[], T]], T]


@pytest.fixture(autouse=True)
def untouched() -> None:
    """These need no record."""


@pytest.fixture
def apart(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Apart[T]]:
    """Does something in a thread of its own, which has a connection of its own, as a server's thread has."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        yield lambda work: thread.submit(work).result()
        thread.submit(connections.close_all).result()


def end_connection() -> None:
    """As PostgreSQL does when it stops."""
    ((number,),) = rows("SELECT pg_backend_pid()", [])
    told = connection.get_connection_params()
    address = {name: told[name] for name in ("dbname", "user", "password", "host", "port")}
    with psycopg.connect(**address, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])


def read_after_the_end(is_planned_once: bool) -> list[tuple[object, ...]]:
    end_connection()
    return rows("SELECT %s::int", [1], is_planned_once=is_planned_once)


def read_within_a_transaction() -> None:
    with transaction.atomic():
        read_after_the_end(False)


def read_small_and_large() -> list[object]:
    return [rows("SELECT %s::bigint", [number], is_planned_once=True) for number in (1, 2**40, 2)]


def begin_by_reading() -> pq.TransactionStatus:
    with transaction.atomic():
        rows("SELECT 1", [], is_planned_once=True)
        return pq.TransactionStatus(connection.connection.info.transaction_status)


def read_what_was_forgotten() -> list[tuple[object, ...]]:
    rows("SELECT %s::int", [1], is_planned_once=True)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    return rows("SELECT %s::int", [1], is_planned_once=True)


def ask_without_postgresql() -> tuple[str, tuple[tuple[str, str], ...]]:
    end_connection()
    connection.close()
    port, connection.settings_dict["PORT"] = connection.settings_dict["PORT"], "1"
    try:
        front, _ = BothWays(in_transaction=False).ask("/api/v1/funds/")
    finally:
        connection.close()
        connection.settings_dict["PORT"] = port
    return front.status, front.headers


def ask_with_a_key_after_the_end() -> str:
    end_connection()
    front, _ = BothWays(in_transaction=False).ask("/api/v1/funds/", HTTP_AUTHORIZATION="Bearer frk_nobodys")
    return front.status


def test_a_key_is_looked_up_after_a_dead_connection(apart: Apart[str]) -> None:
    assert apart(ask_with_a_key_after_the_end).startswith("401")


@pytest.mark.parametrize("is_planned_once", [True, False])
def test_a_read_makes_a_dead_connection_anew(apart: Apart[object], is_planned_once: bool) -> None:
    assert apart(lambda: read_after_the_end(is_planned_once)) == [(1,)]


def test_a_statement_that_the_server_forgot_is_prepared_anew(apart: Apart[object]) -> None:
    assert apart(read_what_was_forgotten) == [(1,)]


def test_a_statement_is_planned_for_every_size_of_its_values(apart: Apart[object]) -> None:
    assert apart(read_small_and_large) == [[(1,)], [(2**40,)], [(2,)]]


def test_a_transaction_begins_with_a_statement_that_is_planned_once(apart: Apart[object]) -> None:
    assert apart(begin_by_reading) == pq.TransactionStatus.INTRANS


def test_within_a_transaction_a_dead_connection_is_told(apart: Apart[object]) -> None:
    with pytest.raises(OperationalError):
        apart(read_within_a_transaction)

    assert apart(lambda: rows("SELECT 1", [])) == [(1,)]


def test_while_postgresql_is_away_a_problem_says_so(apart: Apart[tuple[str, tuple[tuple[str, str], ...]]]) -> None:
    status, headers = apart(ask_without_postgresql)

    assert status.startswith("503")
    assert ("Retry-After", "5") in headers
