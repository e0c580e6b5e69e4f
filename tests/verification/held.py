"""A run that is held up in the middle of its apply, so that something can be lost there and nowhere else."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import psycopg
from django.db import connection

from tests.factories.roles import session_as


@contextmanager
def nobody_may_publish(who: Mapping[str, str]) -> Iterator[None]:
    """Hold up whoever writes to the ledger, which can be read, until the block ends or the database is lost."""
    with suppress(psycopg.OperationalError), session_as(who) as session, session.transaction():
        session.execute("LOCK TABLE fundfeed_fundversion IN SHARE ROW EXCLUSIVE MODE")
        yield


def somebody_waits() -> bool:
    """Whether a run stands there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE relation = 'fundfeed_fundversion'::regclass AND NOT granted")
        return cursor.fetchone() is not None
