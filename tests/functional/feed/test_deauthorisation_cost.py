"""Deauthorising a whole house asks the database as often as deauthorising one fund."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fundfeed.models import Fund
from fundfeed.records.changes import ChangeSet
from fundfeed.records.feed import DeauthorisationRecord
from fundfeed.stages import apply
from tests.functional.admin import rows

pytestmark = pytest.mark.django_db

TODAY = rows.MORNING.date()
LATER = TODAY + timedelta(days=9)


def apply_to(*numbers: int) -> int:
    """Let one fund of each kind go for each number; says in how many queries."""
    delivery = rows.delivery(rows.provider(f"P{numbers[0]}"), f"DEMO-{numbers[0]}")
    for number in numbers:
        for kind in ("NOW", "SOON", "DUE"):
            rows.fund(delivery, f"{kind}{number}")
    Fund.objects.filter(pk__startswith="DUE").update(deauthorisation={"authorisationStatus": "terminated"})
    leaving = ChangeSet(
        withdrawn=tuple(DeauthorisationRecord(fund_id=f"NOW{n}", deauthorisation_date=TODAY) for n in numbers),
        announced=tuple(DeauthorisationRecord(fund_id=f"SOON{n}", deauthorisation_date=LATER) for n in numbers),
        due=tuple(f"DUE{n}" for n in numbers),
    )
    with CaptureQueriesContext(connection) as asked:
        applied = apply.changes(leaving, delivery=delivery, at=rows.MORNING)
    assert applied.fund_ids == {f"{kind}{n}" for n in numbers for kind in ("NOW", "SOON", "DUE")}
    assert apply.changes(leaving, delivery=delivery, at=rows.MORNING).fund_ids == {
        f"{kind}{n}" for n in numbers for kind in ("NOW", "DUE")
    }
    return len(asked)


def test_forty_that_go_ask_as_much_as_two() -> None:
    assert apply_to(*range(1, 3)) == apply_to(*range(3, 43))


def test_each_fund_keeps_what_was_said_of_it() -> None:
    apply_to(1, 2)

    told = Fund.objects.order_by("pk").values_list("pk", "status", "deauthorisation_date")
    assert list(told) == [
        *(("DUE1", "terminated", None), ("DUE2", "terminated", None)),
        *(("NOW1", "deauthorised", TODAY), ("NOW2", "deauthorised", TODAY)),
        *(("SOON1", "authorised", LATER), ("SOON2", "authorised", LATER)),
    ]
