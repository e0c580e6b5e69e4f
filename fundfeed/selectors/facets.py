"""Counts by filter: one statement, which reads the matching rows once for all filters that aren't set."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from ..records.public import FacetValue
from .conditions import Condition
from .fund_query import FILTERS, SEVERAL, STATUS, FundQuery, of_every_status
from .reading import rows

FACETS = tuple(name for name in FILTERS if name != "umbrellaId")
BETWEEN = "\x1f"  # between the values of a row that has several
Statement = tuple[str, Sequence[Any]]


def facets(query: FundQuery) -> dict[str, tuple[FacetValue, ...]]:
    """For each filter its values among the funds that match all other filters, the most frequent first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    shows_withdrawn = STATUS in query.filters
    for name, values, count, listed in rows(*_statement(query)):
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


def _counts(condition: Condition, names: Collection[str]) -> Statement:
    """Counts by each of these columns in one pass over the rows: of all, and of those that aren't withdrawn.

    Rows that are alike in all columns are counted first: they are few, and the counts by column need only those.
    """
    columns = {name: FILTERS[name] for name in names}
    alike = ", ".join(columns.values())
    facet = " ".join(f"WHEN GROUPING({column}) = 0 THEN '{name}'" for name, column in columns.items())
    texts = ", ".join(_text(name, column) for name, column in columns.items())
    sets = ", ".join(f"({column})" for column in columns.values())
    return (
        f"SELECT CASE {facet} END, COALESCE({texts}), sum(of_all)::int, sum(listed)::int "  # noqa: S608 - our names
        f"FROM (SELECT {alike}, count(*) AS of_all, count(*) FILTER (WHERE NOT is_withdrawn) AS listed "
        f"FROM fundfeed_listedfund WHERE {condition.sql} GROUP BY {alike}) AS alike GROUP BY GROUPING SETS ({sets})",
        condition.values,
    )


def _text(name: str, column: str) -> str:
    return f"array_to_string({column}, '{BETWEEN}')" if name in SEVERAL else f"{column}::text"
