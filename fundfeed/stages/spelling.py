"""The accepted spellings of keys and values, and the contract's form of a record."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ..records.findings import shown
from .scopes import Scope

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
_SPELLED = LANGUAGE_MAPS | BOOLEANS
MAX_DEPTH = 32
MAX_UNKNOWN = 1000  # hostile keys must not fill the memory
_NESTING = (dict, list)  # what a decoder makes of objects and arrays, and no type derived from them
_YES_NO = {"yes": True, "no": False}


class RecordError(Exception):
    """Why a record is held, with the JSON pointer inside the record in the contract's names."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        inner: str = "",
        received: str = "",
        expected: str = "",
        absent: str = "",
        is_about_value: bool = False,
    ) -> None:
        super().__init__(message)
        self.code, self.inner, self.received, self.expected = code, inner, received, expected
        self.absent, self.is_about_value = absent, is_about_value


class Spelling(Struct):
    """How one record spells its keys: those that nobody knows are counted, those called otherwise are kept."""

    unknown: dict[str, int]
    renamed: dict[str, str] = {}

    def met(self, path: str) -> None:
        """Count a key that nobody knows."""
        if path in self.unknown or len(self.unknown) < MAX_UNKNOWN:
            self.unknown[path] = self.unknown.get(path, 0) + 1


def normalised(
    value: Any, scope: Scope | None, spelling: Spelling, name: str = "", pointer: str = "", depth: int = 0
) -> Any:
    """The same value in the contract's form: its keys, strings as language maps, yes and no as booleans, no nulls.

    `scope` is that of objects here; None where keys are the provider's own business.
    """
    if depth > MAX_DEPTH:
        raise RecordError("record.depth", "The record is nested too deeply.", expected=f"at most {MAX_DEPTH} levels")
    match value:
        case dict() if scope is not None:
            return _object(value, scope, spelling, pointer, depth)
        case dict():
            return {
                _sound(key): _text(item, key)
                if type(item) is str
                else normalised(item, None, spelling, key, "", depth + 1)
                for key, item in value.items()
                if item is not None
            }
        case list():
            return [
                normalised(item, scope, spelling, name, f"{pointer}/{number}", depth + 1)
                for number, item in enumerate(value)
            ]
        case str():
            return _text(value, name)
    return value


def _object(value: dict[str, Any], scope: Scope, spelling: Spelling, pointer: str, depth: int) -> dict[str, Any]:
    is_plain = value.keys() <= scope.types.keys()  # the contract's own names, as most send them
    names = value if is_plain else names_of(value, scope, spelling, pointer)
    content = {}
    for item, name in zip(value.values(), names, strict=True):
        if scope.values and (values := scope.values.get(name)) is not None:
            item = meant(item, values)  # noqa: PLW2901 - from here on it is what the provider means
        if item is None:
            continue
        key = name if is_plain else _sound(name)
        if type(item) is str:
            content[key] = _text(item, name) if name in _SPELLED or "\x00" in item else item
        elif type(item) in _NESTING:
            inner = scope.inner.get(name)
            within = f"{pointer}/{name}" if inner is not None else ""
            content[key] = normalised(item, inner, spelling, name, within, depth + 1)
        else:
            content[key] = item
    return content


def names_of(keys: Mapping[str, Any], scope: Scope, spelling: Spelling, pointer: str = "") -> list[str]:
    """The contract's name for each key, or the key itself; raises `RecordError` when two mean the same field."""
    names = []
    for key in keys:
        name = scope.meaning(key)
        if name is None:
            spelling.met(f"{scope.path}.{key}".strip("."))
        elif name != key:
            spelling.renamed[f"{pointer}/{name}"] = key
        names.append(name or key)
    if len(set(names)) != len(names):
        double = next(name for name in names if names.count(name) > 1)
        given = " and ".join(f"`{key}`" for key, name in zip(keys, names, strict=True) if name == double)
        raise RecordError("record.double_key", f"{given} both mean `{double}`.", inner=pointer, expected="one of them")
    return names


def meant(item: Any, values: Mapping[str, Any]) -> Any:
    """The contract's value for one of the provider's, or for each of a list."""
    if isinstance(item, list):
        return [meant(one, values) for one in item]
    return values.get(str(item), item) if isinstance(item, str | int) and not isinstance(item, bool) else item


def _text(text: str, name: str) -> Any:
    sound = _sound(text, name)
    return _spelled(sound, name) if name in _SPELLED else sound


def _sound(text: str, name: str = "") -> str:
    if "\x00" in text:
        where = f"`{shown(name)}` holds" if name else "A key holds"
        raise RecordError("record.nul", f"{where} a NUL character.", received=shown(text))
    return text


def _spelled(text: str, name: str) -> Any:
    if name in LANGUAGE_MAPS:
        return {"en": text}
    return _YES_NO.get(text.casefold(), text) if name in BOOLEANS else text
