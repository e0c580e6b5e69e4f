"""The register of personal data. An application that keeps some registers an entry in `AppConfig.ready`.

    register(Entry(code="support", title="Requests for help", fields=frozenset({"support.Ticket.email"}), whose=…,
                   why=…, basis=…, days=365, forget=forget_old_tickets, on_request=…))

`tests/architecture/test_personal_data.py` holds the entries against the fields of all models.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from cms.accounts.models import User

Forget = Callable[[datetime], int]


class NotAllForgottenError(Exception):
    """Some rows can't be forgotten, and `removed` others are; a `forget` that goes one by one raises it at its end."""

    def __init__(self, removed: int, trouble: str) -> None:
        super().__init__(trouble)
        self.removed = removed


class Entry(Struct, frozen=True, kw_only=True):
    """One kind of personal data: where it lies, whose it is, why, by what right, and how long.

    `fields` are written `app.Model.field`; `app.Model.*` is all of a table. `forget` removes what was there before a
    moment and returns how much went, or raises `NotAllForgottenError`; with it, `days` says how long the data stay.
    Without it `keep` says so in words. `on_request` says what becomes of it when a person asks to be erased, `erase`
    does it. `export` adds to a copy what no field tells by which a person is found.
    """

    code: str
    title: str
    fields: frozenset[str]
    whose: str
    why: str
    basis: str
    on_request: str
    keep: str = ""
    days: int = 0
    forget: Forget | None = None
    erase: Callable[[User], None] | None = None
    export: Callable[[User], list[dict[str, Any]]] | None = None


_entries: Final[dict[str, Entry]] = {}


def register(*entries: Entry) -> None:
    """Add entries; one whose code is known takes the place of the other."""
    for entry in entries:
        if (entry.forget is None) == (entry.days > 0) or not (entry.days or entry.keep):
            raise ValueError(f"{entry.code}: say either `days` and `forget`, or in words how long it is kept.")
        _entries[entry.code] = entry


def entries() -> tuple[Entry, ...]:
    """Every entry, by its title."""
    return tuple(sorted(_entries.values(), key=lambda entry: entry.title))


def is_known(label: str, field: str) -> bool:
    """Whether an entry speaks of this field of this model."""
    stated = {one for entry in _entries.values() for one in entry.fields}
    return not stated.isdisjoint({f"{label}.{field}", f"{label}.*", f"*.{field}"})
