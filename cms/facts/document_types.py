"""Types of documents on screens: what they are called, and which can be chosen."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fundfeed.models import DocumentType
from fundfeed.selectors.document_types import type_names


def every_type() -> list[tuple[str, str]]:
    """All types as choices, retired ones too: there may be documents of them."""
    return list(type_names().items())


def types_in_use() -> list[tuple[str, str]]:
    """The types that a new document may have, as choices."""
    return list(DocumentType.objects.filter(is_retired=False).values_list("code", "name_en"))


def type_name(code: str) -> str:
    """What the type is called; an unknown code stands for itself."""
    return type_names().get(code, code)


def with_type_names(documents: QuerySet[Any]) -> QuerySet[Any]:
    """Each of `documents` with its `type_name`, for lists: no query for each row."""
    names = DocumentType.objects.filter(code=OuterRef("document_type")).values("name_en")
    return documents.annotate(type_name=Coalesce(Subquery(names), F("document_type")))
