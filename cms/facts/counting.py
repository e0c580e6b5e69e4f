"""Numbers of related rows, counted for the rows of one page only."""

from django.db.models import Count, IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_of(model: type[Model], relation: str) -> Coalesce:
    """How many rows of `model` refer to a row through `relation`.

    A subquery instead of a join: PostgreSQL evaluates it after LIMIT, a join it would aggregate for the whole table.
    """
    related = model._default_manager.filter(**{relation: OuterRef("pk")}).order_by().values(relation)
    return Coalesce(Subquery(related.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0)
