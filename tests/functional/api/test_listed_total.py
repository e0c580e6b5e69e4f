"""How many funds are listed is kept by the database, whatever is done to the rows and by whom."""

import pytest
from django.db import ProgrammingError, connection, transaction

from fundfeed.models import ListedFund, ListedTotal
from fundfeed.selectors import listed_funds
from fundfeed.selectors.fund_query import FundQuery
from infra.deliveries import Delivery

CHANGES = (
    "UPDATE fundfeed_listedfund SET is_withdrawn = true WHERE fund_id < (SELECT max(fund_id) FROM fundfeed_listedfund)",
    "UPDATE fundfeed_listedfund SET is_withdrawn = false",
    "UPDATE fundfeed_listedfund SET sort_name = upper(sort_name)",
    "DELETE FROM fundfeed_listedfund WHERE fund_id > 'DEM00003'",
    "DELETE FROM fundfeed_listedfund",
)


def counted() -> int:
    return ListedFund.objects.filter(is_withdrawn=False).count()


def told() -> int:
    return listed_funds.page(FundQuery(), size=1).total.value


def test_the_total_of_a_list_follows_every_change_of_its_rows(public_record: Delivery) -> None:
    said = [(told() if counted() else 0, counted())]

    for change in CHANGES:
        with connection.cursor() as cursor:
            cursor.execute(change)
        said.append((ListedTotal.objects.get().funds, counted()))

    assert [kept for kept, _ in said] == [rows for _, rows in said]
    assert len({rows for _, rows in said}) > 3


def test_a_total_is_for_nobody_to_write(public_record: Delivery) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ListedTotal.objects.update(funds=1)
