"""Two JSON records, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..records.differences import FieldChange

SHARE_CLASSES = "shareClasses"
Json = Mapping[str, Any]


def changed_fields(old: Json, new: Json, pointer: str = "", isin: str = "") -> Iterator[FieldChange]:
    """Each field that differs, in the order of its name; `pointer` and `isin` say where both records stand.

    Share classes are matched by ISIN, so that one more at the top isn't a change of all. Other lists are told whole.
    """
    for key in sorted(old.keys() | new.keys()):
        yield from _field(f"{pointer}/{_escaped(key)}", old.get(key), new.get(key), isin)


def _field(pointer: str, old: Any, new: Any, isin: str) -> Iterator[FieldChange]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from changed_fields(old, new, pointer, isin)
    elif pointer == f"/{SHARE_CLASSES}" and _are_share_classes(old) and _are_share_classes(new):
        yield from _share_classes(pointer, old, new)
    elif old != new or isinstance(old, bool) is not isinstance(new, bool):  # to Python True and 1 are equal
        yield FieldChange(pointer, old, new, isin)


def _are_share_classes(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) and "isin" in entry for entry in value)


def _share_classes(pointer: str, old: Sequence[Json], new: Sequence[Json]) -> Iterator[FieldChange]:
    before = {entry["isin"]: entry for entry in old}
    after = {entry["isin"] for entry in new}
    for number, entry in enumerate(new):
        isin, place = entry["isin"], f"{pointer}/{number}"
        if isin in before:
            yield from changed_fields(before[isin], entry, place, isin)
        else:
            yield FieldChange(place, None, entry, isin)
    for number, entry in enumerate(old):
        if entry["isin"] not in after:
            yield FieldChange(f"{pointer}/{number}", entry, None, entry["isin"])


def _escaped(key: str) -> str:
    """A key as a step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
