"""Corrections of a provider's record: a three-way merge of what it said then, what we say, and what it says now."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Struct

from ..records.feed import FundRecord
from .record import FIGURES
from .rules import Breach, fund_breaches
from .wording import expectation

IDENTIFIERS = frozenset({"fundId", "isin"})


class Fate(StrEnum):
    """What becomes of a correction when the provider delivers again."""

    STANDS = "stands"
    AGREED = "agreed"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


class FieldCorrection(Struct, frozen=True, kw_only=True):
    """One corrected field.

    `pointer` is a JSON pointer in the provider's record; a share class is named by its ISIN, not by its place
    (`/shareClasses/IE00B4L5Y983/shareClassCurrency`). None stands for a field that is absent.
    """

    pointer: str
    provider_value: Any
    corrected_value: Any
    expires_on: date | None = None


class NotCorrectableError(ValueError):
    """The field can't be corrected, or not to this value; the message says why."""


def fate(correction: FieldCorrection, record: Mapping[str, Any], *, today: date) -> Fate:
    """Whether the correction still stands against what the provider says now."""
    stated = value_at(record, correction.pointer)
    if stated == correction.corrected_value:
        return Fate.AGREED
    if stated != correction.provider_value:
        return Fate.SUPERSEDED
    if correction.expires_on is not None and correction.expires_on < today:
        return Fate.EXPIRED
    return Fate.STANDS


def with_corrections(record: Mapping[str, Any], corrections: Iterable[FieldCorrection]) -> dict[str, Any]:
    """The record as it is published: the provider's, with the corrected values in their places."""
    corrected = dict(record)
    for correction in corrections:
        corrected = _put(corrected, _steps(correction.pointer), correction.corrected_value)
    return corrected


def refuse_unfit(record: Mapping[str, Any], pointer: str, value: Any) -> None:
    """Raise `NotCorrectableError` when the field isn't to correct, or the record would break a rule with this value."""
    field = pointer.rpartition("/")[2]
    if not pointer.startswith("/") or field in IDENTIFIERS:
        raise NotCorrectableError(f"{pointer or 'The record'} can't be corrected: identifiers stay as they are.")
    if FIGURES & set(_steps(pointer)):
        raise NotCorrectableError(f"{pointer} is a dated figure: the provider corrects it by delivering it again.")
    if value == value_at(record, pointer):
        raise NotCorrectableError(f"{pointer} says that already.")
    breaches = _breaches(_put(dict(record), _steps(pointer), value))
    if breaches:
        raise NotCorrectableError("; ".join(breach.message for breach in breaches))


def value_at(record: Any, pointer: str) -> Any:
    """The value at a pointer; None when there is none."""
    value = record
    for step in _steps(pointer):
        match value:
            case list():
                value = _by_isin(value, step)
            case dict():
                value = value.get(step)
            case _:
                return None
    return value


def _put(record: Any, steps: list[str], value: Any) -> Any:
    """A copy of the record with the value at the end of the steps."""
    step, rest = steps[0], steps[1:]
    match record:
        case list():
            return _put_in_list(record, step, rest, value)
        case dict() if rest:
            return {**record, step: _put(record.get(step, {}), rest, value)}
        case dict():
            without = {name: kept for name, kept in record.items() if name != step}
            return without if value is None else {**without, step: value}
    raise NotCorrectableError(f"There is nothing below {step}.")


def _put_in_list(entries: list[Any], isin: str, rest: list[str], value: Any) -> list[Any]:
    if not rest or _by_isin(entries, isin) is None:
        raise NotCorrectableError(f"{isin} is no share class of this fund, or no field of it is named.")
    return [_put(entry, rest, value) if entry.get("isin") == isin else entry for entry in entries]


def _by_isin(entries: list[Any], isin: str) -> Any:
    return next((entry for entry in entries if isinstance(entry, Mapping) and entry.get("isin") == isin), None)


def _breaches(record: dict[str, Any]) -> list[Breach]:
    try:
        return list(fund_breaches(msgspec.convert(record, FundRecord)))
    except msgspec.ValidationError as error:
        wanted = expectation(str(error).split(" - at ")[0])
        return [Breach("record.shape", "", "", wanted, f"The record would break its form: {wanted} is expected.")]


def _steps(pointer: str) -> list[str]:
    return pointer.split("/")[1:]
