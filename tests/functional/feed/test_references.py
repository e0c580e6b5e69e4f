"""Figures, entries, their listing and changes refer to funds and deliveries that are there, and those stay."""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg import errors

from fundfeed.models import Delivery, Figure, Fund, FundVersion, ListedVersion
from tests.factories.ledger import entry_hash
from tests.factories.site import Site

NOBODY, NOWHERE = "DEM99999", 2**40
CHANGE = """
    INSERT INTO fundfeed_publicchange (sequence, fund_id, fund_group, kinds, at, mark, body)
    SELECT sequence + 1, %s, fund_group, kinds, at, mark, body FROM fundfeed_publicchange ORDER BY sequence DESC LIMIT 1
"""


def figure(**altered: Any) -> Figure:
    last = Figure.objects.filter(kind=Figure.Kind.NAV).latest("date")
    known = {"subject": last.subject, "fund_id": last.fund_id, "delivery_id": last.delivery_id}
    stated = {"kind": last.kind, "date": date(2030, 1, 2), "value": 1, "currency": "EUR"}
    return Figure(**(known | stated | altered))


def refused() -> Any:
    """The database says so as it does of a foreign key."""
    return pytest.raises(IntegrityError, match=r"is not there|stays")


@pytest.mark.parametrize("altered", [{"fund_id": NOBODY}, {"delivery_id": NOWHERE}], ids=["fund", "delivery"])
def test_a_figure_of_nothing_that_is_there_is_refused(published: Site, altered: dict[str, Any]) -> None:
    before = Figure.objects.count()
    with refused() as stopped, transaction.atomic():
        Figure.objects.bulk_create([figure(), figure(**altered, date=date(2030, 1, 3))])

    assert isinstance(stopped.value.__cause__, errors.ForeignKeyViolation)
    assert Figure.objects.count() == before


@pytest.mark.parametrize("altered", [{"fund_id": NOBODY}, {"delivery_id": NOWHERE}], ids=["fund", "delivery"])
def test_a_figure_is_not_given_to_nothing(published: Site, altered: dict[str, Any]) -> None:
    with refused(), transaction.atomic():
        Figure.objects.update(**altered)


def test_a_right_figure_is_taken(published: Site) -> None:
    figure().save()

    assert Figure.objects.latest("date").date == date(2030, 1, 2)


def test_a_change_is_of_a_fund(published: Site) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CHANGE, [NOBODY])


def test_an_entry_that_continues_the_ledger_is_of_a_fund(published: Site) -> None:
    body = b'{"fundId": "%s"}' % NOBODY.encode()
    last = FundVersion.objects.latest("sequence")
    entry = FundVersion(
        sequence=last.sequence + 1,
        fund_id=NOBODY,
        version=1,
        valid_from=last.valid_from,
        body=body,
        body_sha256=sha256(body).hexdigest(),
        delivery_id=last.delivery_id,
        previous_hash=last.entry_hash,
    )
    entry.entry_hash = entry_hash(last.entry_hash, entry)
    with refused(), transaction.atomic():
        entry.save(force_insert=True)


def test_a_listed_version_is_of_a_fund(published: Site) -> None:
    with refused(), transaction.atomic():
        ListedVersion.objects.update(fund_id=NOBODY)


@pytest.mark.parametrize("table", ["fundfeed_fund", "fundfeed_delivery"])
def test_a_fund_or_delivery_is_not_removed(published: Site, table: str) -> None:
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - ours

    assert Fund.objects.count() == 3
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(("table", "key"), [("fundfeed_fund", "fund_id"), ("fundfeed_delivery", "id")])
def test_a_fund_or_delivery_keeps_its_key(published: Site, table: str, key: str) -> None:
    other = f"'{NOBODY}'" if key == "fund_id" else NOWHERE
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {key} = {other} WHERE {key} = (SELECT min({key}) FROM {table})")  # noqa: S608 - ours
