"""A provider's mapping: its own names and values for those of the contract, read, checked and entered."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from ..records.findings import shown
from .scopes import Scope
from .wording import expectation

MAX_ENTRIES = 2000

Key = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
Target = Annotated[str, Meta(min_length=1, max_length=200)]
Targets = Target | Annotated[list[Target], Meta(min_length=1, max_length=20)]
Value = str | int | float | bool | None


class NameMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """The provider's keys to the contract's, and for some keys the provider's values to the contract's."""

    names: Annotated[dict[Key, Targets], Meta(max_length=MAX_ENTRIES)] = {}
    values: dict[Target, Annotated[dict[str, Value], Meta(max_length=MAX_ENTRIES)]] = {}


class UnusableMapping(ValueError):
    """A mapping that contradicts itself or the contract; `problems` are sentences, one for each fault."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__(" ".join(self.problems))


def read(stated: object) -> NameMapping:
    """The mapping in these JSON values; raises `UnusableMapping` for any other shape."""
    try:
        return msgspec.convert(stated, NameMapping)
    except msgspec.ValidationError as error:
        raise UnusableMapping([f"A mapping holds `names` and `values`, both objects: {error}."]) from None


def circles(mapping: NameMapping) -> Iterator[str]:
    """A sentence for each ring of names that stand for each other."""
    ways = {key: [_field(target) for target in _targets(value)] for key, value in mapping.names.items()}
    told: set[frozenset[str]] = set()
    for start in ways:
        ring = _ring(start, ways)
        if ring and frozenset(ring) not in told:
            told.add(frozenset(ring))
            yield f"{' → '.join(f'`{key}`' for key in (*ring, ring[0]))} go round in a circle."


def _ring(start: str, ways: dict[str, list[str]]) -> tuple[str, ...]:
    """The names on the way from `start` back to itself; a name that stands for itself is no ring."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while paths:
        path = paths.pop()
        for following in ways.get(path[-1], ()):
            if following == start and len(path) > 1:
                return path
            if following not in seen:
                seen.add(following)
                paths.append((*path, following))
    return ()


def add_names(mapping: NameMapping, scopes: Iterable[Scope]) -> Iterator[str]:
    """Enter the provider's names into the scopes that have their targets; a sentence for each that can't be."""
    every = list(scopes)
    for key, value in mapping.names.items():
        for target in _targets(value):
            found = list(_having(target, every))
            if not found:
                yield f"`{key}` stands for `{target}`, which the contract doesn't have.{_perhaps(target, every)}"
            for scope in found:
                yield from _add_name(scope, key, _field(target))


def _add_name(scope: Scope, key: str, field: str) -> Iterator[str]:
    meaning, other = scope.meaning(key), scope.own.get(field)
    if meaning not in (None, field):
        yield f"`{key}` means `{meaning}` in {scope.place} and can't stand for `{field}` too."
    elif other not in (None, key):
        yield f"`{other}` and `{key}` both stand for `{field}` in {scope.place}: one name for each."
    else:
        scope.names[key] = field
        scope.own[field] = key


def add_values(mapping: NameMapping, scopes: Iterable[Scope]) -> Iterator[str]:
    """Enter the provider's values wherever they will do; a sentence for each that will do nowhere."""
    every = list(scopes)
    for target, values in mapping.values.items():
        field = _field(target)
        found = [scope for scope in _having(target, every) if field not in scope.inner]
        if not found:
            unmeant = f"Values are given for `{target}`, which the contract doesn't have or which is no plain value."
            yield unmeant + (_meant_by(mapping, target) or _perhaps(target, every))
        for scope in found:
            if field in scope.values:
                yield f"Values are given for `{field}` in {scope.place} twice."
        yield from _add_values(found, field, values)


def _add_values(scopes: list[Scope], field: str, values: dict[str, Value]) -> Iterator[str]:
    for received, value in values.items():
        complaints = [_complaint(value, scope.types[field]) for scope in scopes]
        for scope, complaint in zip(scopes, complaints, strict=True):
            if not complaint:
                scope.values.setdefault(field, {})[received] = value
        if complaints and all(complaints):
            yield f"`{received}` can't stand for {shown(value)} in `{field}`: it must be {complaints[0]}."


def _complaint(value: Value, kind: Any) -> str:
    """What the contract asks of the value instead, "" when it will do, alone or in a list."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        try:
            msgspec.convert([value], kind)
        except msgspec.ValidationError:
            return expectation(str(error))
    return ""


def _having(target: str, scopes: Iterable[Scope]) -> Iterator[Scope]:
    """The scopes that have the field, below the keys that the target names before it."""
    *above, field = target.split(".")
    for scope in scopes:
        path = scope.path.split(".")
        if field in scope.types and path[len(path) - len(above) :] == above:
            yield scope


def _meant_by(mapping: NameMapping, target: str) -> str:
    """Which fields the provider's own name stands for, as a sentence; "" when it is none of its names."""
    if not (own := mapping.names.get(target)):
        return ""
    fields = " or ".join(f"`{field}`" for field in _targets(own))
    return f" It is a name of yours: give its values for {fields}."


def _perhaps(target: str, scopes: Iterable[Scope]) -> str:
    """The field of the contract that was probably meant, as a sentence; "" when none is near."""
    near = get_close_matches(_field(target), {field for scope in scopes for field in scope.types}, n=1)
    return f" Did you mean `{near[0]}`?" if near and near[0] != target else ""


def _targets(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _field(target: str) -> str:
    return target.rpartition(".")[2]
