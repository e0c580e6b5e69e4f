"""SQL of his own, by somebody with the product's role: carried out, or refused by the four eyes of the database."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from .scene import what_the_public_sees


def run(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@transaction.atomic
def commit(statement: str, *values: Any) -> None:
    run(statement, *values)
    run("SET CONSTRAINTS ALL IMMEDIATE")


def refused(statement: str, *values: Any) -> str:
    """What the database answers; the public sees the same as before."""
    before = what_the_public_sees()
    with pytest.raises(IntegrityError, match=r"four.eyes") as refusal:
        commit(statement, *values)
    assert what_the_public_sees() == before
    return str(refusal.value).splitlines()[0]
