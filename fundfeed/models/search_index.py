"""What makes searching quick: funds numbered in the order of their names, and for each term the numbers it finds.

All of it is made of `ListedFund` and can be made again at any time. A trigger there tells when it no longer holds.
"""

from uuid import uuid4

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from .ledger import ListedFund


class SearchState(models.Model):
    """One row: the last change of names and terms, and the one at which the index was made; it holds if they agree.

    Changes are random, not numbered: a database that came back from a backup never says of two that they are one.
    """

    changed = models.UUIDField(default=uuid4, db_default=RandomUUID())
    indexed = models.UUIDField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_search_state")]

    def __str__(self) -> str:
        return f"made at {self.indexed} of {self.changed}"


class PlacedFund(models.Model):
    """The place of a fund among all that aren't withdrawn, by name and fundId."""

    place = models.PositiveIntegerField(primary_key=True)
    fund = models.OneToOneField(ListedFund, on_delete=models.DO_NOTHING, db_constraint=False, related_name="placed")

    def __str__(self) -> str:
        return f"{self.place}: {self.fund_id}"


class TermPlaces(models.Model):
    """A term and the places of the funds that it finds, as `fundfeed.places` packs them."""

    term = models.TextField(primary_key=True, db_collation="C")
    places = models.BinaryField()

    def __str__(self) -> str:
        return self.term
