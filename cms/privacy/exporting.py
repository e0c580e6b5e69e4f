"""A copy of what is kept of a person, by entry of the register; never a secret."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from django.apps import apps
from django.db.models import Field, Model, QuerySet

from cms.accounts.models import User

from .register import Entry, entries

MOST: Final = 1000
OWN: Final = ("username", "first_name", "last_name", "email", "is_active", "date_joined", "last_login")


def copy_of(person: User) -> bytes:
    """JSON: the account, and for each entry why and how long, and the rows that concern the person."""
    told = {
        "account": {name: getattr(person, name) for name in OWN} | {"roles": [str(one) for one in person.groups.all()]},
        "kept": [_told(entry, person) for entry in entries()],
    }
    return msgspec.json.format(msgspec.json.encode(told, enc_hook=str), indent=2) + b"\n"


def _told(entry: Entry, person: User) -> dict[str, Any]:
    rows = [row for model, field in _fields(entry) for row in _rows(model, field, person)]
    own = entry.export(person) if entry.export else []
    words = {name: getattr(entry, name) for name in ("title", "whose", "why", "basis", "on_request")}
    return {**words, "how long": entry.keep or f"{entry.days} days", "rows": [*rows, *own]}


def _fields(entry: Entry) -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    for model in apps.get_models():
        label = model._meta.label
        for field in model._meta.local_fields:
            if not entry.fields.isdisjoint({f"{label}.{field.name}", f"{label}.*", f"*.{field.name}"}):
                yield model, field


def _rows(model: type[Model], field: Any, person: User) -> list[dict[str, Any]]:
    found = _concerned(model._default_manager.all(), field, person)
    if found is None:
        return []
    pks = found.order_by("pk").values_list("pk", flat=True)
    rows = [{"table": model._meta.label, "field": field.name, "row": str(pk)} for pk in pks[:MOST]]
    return rows if len(rows) < MOST else [*rows, {"table": model._meta.label, "more": found.count() - MOST}]


def _concerned(rows: QuerySet[Any], field: Any, person: User) -> QuerySet[Any] | None:
    """The rows in which this field means the person; None when it can't."""
    if field.is_relation:
        return rows.filter(**{field.name: person}) if field.related_model is User else None
    if field.name in ("actor_id",):
        return rows.filter(**{field.name: str(person.pk)})
    if field.name == "recipients":
        return rows.filter(recipients__contains=[person.email]) if person.email else None
    if field.name.endswith("email"):
        return rows.filter(**{field.name: person.email}) if person.email else None
    is_name = field.name in ("username", "actor") or field.name == "by" or field.name.endswith("_by")
    return rows.filter(**{field.name: person.username}) if is_name else None
