"""Counts by filter: one statement, which reads the matching rows once for all filters that aren't set."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from ..models import ListedFund
from ..records.public import FacetValue
from .fund_query import FILTERS, SEVERAL, STATUS, FundQuery, of_every_status

FACETS = tuple(name for name in FILTERS if name != "umbrellaId")
BETWEEN = "\x1f"  # between the values of a row that has several
Statement = tuple[str, Sequence[Any]]


def facets(query: FundQuery) -> dict[str, tuple[FacetValue, ...]]:
    """For each filter its values among the funds that match all other filters, the most frequent first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    shows_withdrawn = STATUS in query.filters
    with connection.cursor() as cursor:
        cursor.execute(*_statement(query))
        for name, values, count, listed in cursor.fetchall():
            for value in (values or "").split(BETWEEN) if name in SEVERAL else [values]:
                counted[name][value] += count if shows_withdrawn or name == STATUS else listed
    return {name: _ordered(counted[name]) for name in FACETS}


def _ordered(counts: Counter[str]) -> tuple[FacetValue, ...]:
    found = (FacetValue(value=value, count=count) for value, count in counts.items() if value and count)
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


def _statement(query: FundQuery) -> Statement:
    together = [name for name in FACETS if name not in query.filters]
    parts = [_counts(of_every_status(query), together)] if together else []
    parts += [_counts(of_every_status(query.without(name)), [name]) for name in FACETS if name in query.filters]
    return " UNION ALL ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]


def _counts(rows: QuerySet[ListedFund], names: Collection[str]) -> Statement:
    """Counts by each of these columns in one pass over the rows: of all, and of those that aren't withdrawn.

    Rows that are alike in all columns are counted first: they are few, and the counts by column need only those.
    """
    columns = {name: FILTERS[name] for name in names}
    alike = rows.order_by().values_list(*columns.values())
    counts = alike.annotate(of_all=Count("pk"), listed=Count("pk", filter=Q(is_withdrawn=False)))
    sql, values = counts.query.sql_with_params()
    facet = " ".join(f"WHEN GROUPING({column}) = 0 THEN '{name}'" for name, column in columns.items())
    texts = ", ".join(_text(name, column) for name, column in columns.items())
    sets = ", ".join(f"({column})" for column in columns.values())
    return (
        f"SELECT CASE {facet} END, COALESCE({texts}), sum(of_all)::int, sum(listed)::int "  # noqa: S608 - our names
        f"FROM ({sql}) AS alike GROUP BY GROUPING SETS ({sets})",
        values,
    )


def _text(name: str, column: str) -> str:
    return f"array_to_string({column}, '{BETWEEN}')" if name in SEVERAL else f"{column}::text"
