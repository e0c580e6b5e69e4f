"""Reading one record: duplicate keys, accepted spellings, the typed shape, and where it broke."""

import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from ..records.delivery import HeldRecord, Placed, as_sent
from ..records.findings import Finding, hold, shown
from .scopes import Scope
from .spelling import RecordError, Spelling, normalised
from .vocabulary import PLAIN, Reading
from .wording import expectation

R = TypeVar("R")

FIGURES = frozenset({"aumFund", "valuationNav"})
_NESTING = (dict, list)  # what a decoder makes of objects and arrays, and no type derived from them
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at (?:`key` in )?`(?P<path>\$.*)`)?$", re.DOTALL)
_KEYS = re.compile(rb'"[ \t\n\r]*:')
_MISSING = re.compile(r"missing required field `(?P<field>\w+)`")


def read_record(
    raw: Raw, shape: type[R], *, file: str, pointer: str, key: str, reading: Reading | None = None
) -> Placed[R] | tuple[HeldRecord, Finding]:
    """The typed record, or the record as held with the finding that says why; `key` names its identifier."""
    reading = reading or Reading(PLAIN)
    scope = reading.words.record(shape)
    spelling = Spelling(reading.unknown)
    sent: Any = None
    content: Any = None
    try:
        sent = _without_doubles(bytes(raw))
        content = normalised(sent, scope, spelling)
        record = _typed(content, shape)
    except RecordError as error:
        held = _identity(raw if content is None else content, pointer, key, scope)
        inner = as_sent(error.inner, spelling.renamed) + _absent(error, scope)
        return held, _why(error, held, sent, inner, file)
    return Placed(
        pointer=pointer,
        source_sha256=reading.words.digest(raw),
        record=record,
        canonical=msgspec.json.encode(_without(content, FIGURES), order="sorted"),
        renamed=reading.shared(spelling.renamed),
    )


def _why(error: RecordError, held: HeldRecord, sent: Any, inner: str, file: str) -> Finding:
    """What broke the record, at the place `inner` of it, as the provider sent it."""
    return hold(
        error.code,
        str(error),
        file=file,
        pointer=held.pointer + inner,
        subject=held.key,
        received=shown(_at(sent, inner)) if error.is_about_value else error.received,
        expected=error.expected,
    )


def _without(value: Any, names: frozenset[str]) -> Any:
    if type(value) is dict:
        return {
            key: _without(item, names) if type(item) in _NESTING else item
            for key, item in value.items()
            if key not in names
        }
    return [_without(item, names) if type(item) in _NESTING else item for item in value]


def _without_doubles(raw: bytes) -> Any:
    """Decode strictly; a key given twice in one object is trouble, because one of the two would be lost."""
    try:
        content = msgspec.json.decode(raw)
        pairs = _pairs(content)
        # Each key ends with a quote and a colon. Strings may hold colons too: only then does the slow look decide.
        if raw.count(b":") == pairs or len(_KEYS.findall(raw)) == pairs:
            return content
        return json.loads(raw, object_pairs_hook=_unique)
    except msgspec.DecodeError as error:
        raise RecordError("record.not_json", f"The record is not JSON: {error}.") from None
    except RecursionError:
        raise RecordError("record.depth", "The record is nested too deeply.") from None
    except ValueError:  # `int` refuses thousands of digits
        raise RecordError("record.number", "The record holds a number that nobody can read.") from None


def _pairs(value: Any) -> int:
    """How many keys all objects in the value have, within each other or not."""
    if type(value) is dict:
        return len(value) + sum([_pairs(item) for item in value.values() if type(item) in _NESTING])
    return sum([_pairs(item) for item in value if type(item) in _NESTING]) if type(value) is list else 0


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise RecordError("record.double_key", f"`{double}` is given twice.", expected="each key once")
    return content


def _typed(content: Any, shape: type[R]) -> R:
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        match = _PLACE.match(str(error))
        what, path = (match["what"], match["path"] or "$") if match else (str(error), "$")
        inner = _pointer(path)
        if missing := _MISSING.search(what):
            raise RecordError(
                "record.missing",
                f"`{missing['field']}` is missing.",
                inner=inner,
                expected="present",
                absent=missing["field"],
            ) from None
        expected = expectation(what)
        field = inner.rpartition("/")[2] or "record"
        raise RecordError(
            "record.shape",
            f"`{field}` must be {expected}.",
            inner=inner,
            expected=expected,
            is_about_value=True,
        ) from None


def _pointer(path: str) -> str:
    """Turn `$.shareClasses[0].isin` into `/shareClasses/0/isin`; `[...]` is some key and ends the pointer."""
    known = path.split("[...]", maxsplit=1)[0]
    return "".join(f"/{name or index}" for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", known))


def _absent(error: RecordError, scope: Scope) -> str:
    """The last step to a field that isn't there: by the provider's own name, if it has one."""
    if not error.absent:
        return ""
    for step in error.inner.split("/")[1:]:
        scope = scope.inner.get(step, scope)
    return as_sent(f"/{error.absent}", {f"/{error.absent}": scope.own.get(error.absent, error.absent)})


def _at(content: Any, pointer: str) -> Any:
    for escaped in pointer.split("/")[1:]:
        step = escaped.replace("~1", "/").replace("~0", "~")
        try:
            content = content[int(step)] if isinstance(content, list) else content[step]
        except (KeyError, IndexError, ValueError, TypeError):
            break
    return content


def _identity(content: Any, pointer: str, key: str, scope: Scope) -> HeldRecord:
    """What a broken record still says about itself, so that its fund is kept rather than thought removed."""
    if isinstance(content, Raw):
        try:
            content = json.loads(bytes(content), parse_int=str)  # also where a number is out of every range
        except (ValueError, RecursionError):
            content = {}
    stated, classes = _stated(content, key, scope), _stated(content, "shareClasses", scope)
    inner = scope.inner.get("shareClasses", scope)
    isins = [_stated(entry, "isin", inner) for entry in classes] if isinstance(classes, list) else []
    return HeldRecord(
        pointer=pointer,
        key=stated if isinstance(stated, str) else "",
        isins=tuple(isin for isin in isins if isinstance(isin, str)),
    )


def _stated(content: Any, name: str, scope: Scope) -> Any:
    """What the object says under any spelling of the name."""
    if not isinstance(content, Mapping):
        return None
    return next((value for key, value in content.items() if scope.meaning(key) == name), None)
