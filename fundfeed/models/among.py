"""A filter by many values: one array, where `__in` sends each value by itself and has it planned by itself."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Lookup
from django.db.models.sql.compiler import SQLCompiler


class Among(Lookup):
    """The field is one of these texts; tens of thousands cost no more than reading their rows."""

    lookup_name = "among"

    def __init__(self, field: str, values: Iterable[str]) -> None:
        super().__init__(F(field), list(values))

    def get_prep_lookup(self) -> list[str]:
        """The values as they are."""
        values: list[str] = self.rhs
        return values

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """One comparison with one array."""
        field, parameters = self.process_lhs(compiler, connection)
        return f"{field} = ANY(%s)", (*parameters, self.rhs)
