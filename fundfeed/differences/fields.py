"""Two JSON records, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..records.differences import FieldChange

# Lists whose entries have a name of their own, by which they are matched.
NAMED_BY = {"/shareClasses": "isin", "/documents": "documentId"}
Json = Mapping[str, Any]


def changed_fields(old: Json, new: Json, pointer: str = "", isin: str = "") -> Iterator[FieldChange]:
    """Each field that differs, in the order of its name; `pointer` and `isin` say where both records stand.

    Share classes are matched by ISIN and documents by documentId, so that one more at the top isn't a change of all.
    Other lists are told whole.
    """
    for key in sorted(old.keys() | new.keys()):
        yield from _field(f"{pointer}/{_escaped(key)}", old.get(key), new.get(key), isin)


def _field(pointer: str, old: Any, new: Any, isin: str) -> Iterator[FieldChange]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from changed_fields(old, new, pointer, isin)
    elif (name := NAMED_BY.get(pointer)) and _are_named(old, name) and _are_named(new, name):
        yield from _named_entries(pointer, name, old, new)
    elif old != new or isinstance(old, bool) is not isinstance(new, bool):  # to Python True and 1 are equal
        yield FieldChange(pointer, old, new, isin)


def _are_named(value: Any, name: str) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) and name in entry for entry in value)


def _named_entries(pointer: str, name: str, old: Sequence[Json], new: Sequence[Json]) -> Iterator[FieldChange]:
    before = {entry[name]: entry for entry in old}
    after = {entry[name] for entry in new}
    for number, entry in enumerate(new):
        place, isin = f"{pointer}/{number}", entry.get("isin", "")
        if entry[name] in before:
            yield from changed_fields(before[entry[name]], entry, place, isin)
        else:
            yield FieldChange(place, None, entry, isin)
    for number, entry in enumerate(old):
        if entry[name] not in after:
            yield FieldChange(f"{pointer}/{number}", entry, None, entry.get("isin", ""))


def _escaped(key: str) -> str:
    """A key as a step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
