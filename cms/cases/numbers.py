"""Numbers without gaps and without a race: a row is counted up in the transaction that uses it."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

NEXT = """
INSERT INTO cases_caseserial (kind, year, last) VALUES (%s, %s, 1)
ON CONFLICT (kind, year) DO UPDATE SET last = cases_caseserial.last + 1 RETURNING last
"""


def take_number(kind: str, *, at: datetime) -> tuple[int, int]:
    """The year, in the time zone of the installation, and the next serial of that year.

    Whoever opens another case of the kind waits until this transaction has ended; undone, it gives its number back.
    """
    year = timezone.localtime(at).year
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [kind, year])
        (serial,) = cursor.fetchone()
    return year, int(serial)


def written(kind: str, year: int, serial: int) -> str:
    """A number as people read it: INC-2026-0001."""
    return f"{kind}-{year}-{serial:04}"
