"""Reading one record: duplicate keys, accepted spellings of a value, the typed shape, and where it broke."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from ..records.delivery import HeldRecord, Placed
from ..records.findings import Finding, hold, shown
from .wording import expectation

R = TypeVar("R")

LANGUAGE_MAPS = frozenset(
    {
        "legalFundNameOnly",
        "legalFundNameIncludingUmbrella",
        "umbrellaName",
        "fundGroupName",
        "investmentObjective",
        "fullShareClassName",
        "name",
        "title",
    }
)
BOOLEANS = frozenset({"isEtf", "isMoneyMarketFund"})
FIGURES = frozenset({"aumFund", "valuationNav"})
MAX_DEPTH = 32
_YES_NO = {"yes": True, "no": False}
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at (?:`key` in )?`(?P<path>\$.*)`)?$", re.DOTALL)
_MISSING = re.compile(r"missing required field `(?P<field>\w+)`")


class _RecordError(Exception):
    """Why a record is held, with the JSON pointer inside the record."""

    def __init__(self, code: str, message: str, *, inner: str = "", received: str = "", expected: str = "") -> None:
        super().__init__(message)
        self.code, self.inner, self.received, self.expected = code, inner, received, expected


def read_record(
    raw: Raw, shape: type[R], *, file: str, pointer: str, key: str
) -> Placed[R] | tuple[HeldRecord, Finding]:
    """The typed record, or the record as held with the finding that says why; `key` names its identifier."""
    content: Any = None
    try:
        content = normalised(_without_doubles(bytes(raw)))
        record = _typed(content, shape)
    except _RecordError as error:
        held = _identity(content, raw, pointer, key)
        finding = hold(
            error.code,
            str(error),
            file=file,
            pointer=pointer + error.inner,
            subject=held.key,
            received=error.received,
            expected=error.expected,
        )
        return held, finding
    return Placed(
        pointer=pointer,
        source_sha256=source_digest(raw),
        record=record,
        canonical=msgspec.json.encode(_without(content, FIGURES), order="sorted"),
    )


def source_digest(raw: Raw) -> str:
    """SHA-256 of a record's own bytes."""
    return hashlib.sha256(memoryview(raw)).hexdigest()


def normalised(value: Any, name: str = "", depth: int = 0) -> Any:
    """The same value in the contract's form: strings as language maps, yes and no as booleans, nulls left out."""
    if depth > MAX_DEPTH:
        raise _RecordError("record.depth", "The record is nested too deeply.", expected=f"at most {MAX_DEPTH} levels")
    match value:
        case dict():
            return {_sound(key): normalised(item, key, depth + 1) for key, item in value.items() if item is not None}
        case list():
            return [normalised(item, name, depth + 1) for item in value]
        case str():
            return _spelled(_sound(value, name), name)
    return value


def _sound(text: str, name: str = "") -> str:
    if "\x00" in text:
        where = f"`{shown(name)}` holds" if name else "A key holds"
        raise _RecordError("record.nul", f"{where} a NUL character.", received=shown(text))
    return text


def _spelled(text: str, name: str) -> Any:
    if name in LANGUAGE_MAPS:
        return {"en": text}
    return _YES_NO.get(text.casefold(), text) if name in BOOLEANS else text


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(item, names) for key, item in value.items() if key not in names}
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    return value


def _without_doubles(raw: bytes) -> Any:
    """Decode strictly; a key given twice in one object is trouble, because one of the two would be lost."""
    try:
        msgspec.json.decode(raw)
        return json.loads(raw, object_pairs_hook=_unique)
    except msgspec.DecodeError as error:
        raise _RecordError("record.not_json", f"The record is not JSON: {error}.") from None
    except RecursionError:
        raise _RecordError("record.depth", "The record is nested too deeply.") from None
    except ValueError:  # `int` refuses thousands of digits
        raise _RecordError("record.number", "The record holds a number that nobody can read.") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise _RecordError("record.double_key", f"`{double}` is given twice.", expected="each key once")
    return content


def _typed(content: Any, shape: type[R]) -> R:
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        match = _PLACE.match(str(error))
        what, path = (match["what"], match["path"] or "$") if match else (str(error), "$")
        inner = _pointer(path)
        if missing := _MISSING.search(what):
            raise _RecordError(
                "record.missing",
                f"`{missing['field']}` is missing.",
                inner=f"{inner}/{missing['field']}",
                expected="present",
            ) from None
        expected = expectation(what)
        field = inner.rpartition("/")[2] or "record"
        raise _RecordError(
            "record.shape",
            f"`{field}` must be {expected}.",
            inner=inner,
            received=shown(_at(content, inner)),
            expected=expected,
        ) from None


def _pointer(path: str) -> str:
    """Turn `$.shareClasses[0].isin` into `/shareClasses/0/isin`; `[...]` is some key and ends the pointer."""
    known = path.split("[...]", maxsplit=1)[0]
    return "".join(f"/{name or index}" for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", known))


def _at(content: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        try:
            content = content[int(step)] if isinstance(content, list) else content[step]
        except (KeyError, IndexError, ValueError, TypeError):
            break
    return content


def _identity(content: Any, raw: Raw, pointer: str, key: str) -> HeldRecord:
    """What a broken record still says about itself, so that its fund is kept rather than thought removed."""
    if not isinstance(content, Mapping):
        try:
            content = json.loads(bytes(raw), parse_int=str)  # also where a number is out of every range
        except (ValueError, RecursionError):
            content = {}
    if not isinstance(content, Mapping):
        return HeldRecord(pointer=pointer, key="")
    stated = content.get(key)
    classes = content.get("shareClasses")
    isins = [entry.get("isin") for entry in classes if isinstance(entry, Mapping)] if isinstance(classes, list) else []
    return HeldRecord(
        pointer=pointer,
        key=stated if isinstance(stated, str) else "",
        isins=tuple(isin for isin in isins if isinstance(isin, str)),
    )
