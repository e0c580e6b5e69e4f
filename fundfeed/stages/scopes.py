"""Which keys each kind of object in a delivery has, and by which other names they go for every provider."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.inspect import Field, ListType, Metadata, StructType, Type, UnionType, VarTupleType, type_info

from ..records.feed import DeauthorisationRecord, DocumentRecord, FundRecord
from ..records.of_ids import OF_IDS
from .head import Head

RECORDS: Mapping[str, type[Struct]] = {
    "funds": FundRecord,
    "documents": DocumentRecord,
    "deauthorised": DeauthorisationRecord,
}
# Keys that the contract allows and nothing reads.
UNREAD: Mapping[str, tuple[str, ...]] = {"": ("schema",), "provider": ("name",)}


class Scope(Struct):
    """One kind of object: `path` are the contract's keys that lead to it, "" for the envelope.

    `names` takes every spelling of a key to the contract's; `own` the contract's to the provider's; `values` the
    provider's values to the contract's, by key; `inner` holds the objects within.
    """

    path: str
    types: dict[str, Any]
    names: dict[str, str]
    of_ids: dict[str, str]
    inner: dict[str, "Scope"]
    own: dict[str, str] = {}
    values: dict[str, dict[str, Any]] = {}

    def meaning(self, key: str) -> str | None:
        """The contract's name for the key; None when it has none."""
        return self.names.get(key) or self.of_ids.get(key.upper())

    @property
    def place(self) -> str:
        """Where such objects stand, for people."""
        return self.path or "the envelope"

    def walk(self) -> Iterator["Scope"]:
        """This scope and all within."""
        yield self
        for scope in self.inner.values():
            yield from scope.walk()


def envelopes() -> dict[str, Scope]:
    """New scopes of the three envelopes, by the key of their records."""
    return {key: _envelope(key, record) for key, record in RECORDS.items()}


def _envelope(key: str, record: type[Struct]) -> Scope:
    scope = _scope("", Head)
    scope.names[key] = key
    scope.types[key] = list
    scope.inner[key] = _scope(key, record)
    return scope


def _scope(path: str, shape: type[Struct]) -> Scope:
    info = type_info(shape)
    assert isinstance(info, StructType)  # noqa: S101 - for the type checker
    ids = OF_IDS.get(path.rpartition(".")[2], {})
    inner = {field.encode_name: _struct_in(field.type) for field in info.fields}
    return Scope(
        path=path,
        types={field.encode_name: field.type for field in msgspec.structs.fields(shape)},
        names={name: name for name in UNREAD.get(path, ())} | dict(_spellings(info.fields)),
        of_ids={of_id: name for name, of_id in ids.items()},
        inner={name: _scope(f"{path}.{name}".strip("."), one) for name, one in inner.items() if one},
    )


def _spellings(fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield field.encode_name, field.encode_name
        yield field.name, field.encode_name
        yield re.sub(r"(?<=[a-z])(?=\d)", "_", field.name), field.encode_name  # alpha_2 as well as alpha2


def _struct_in(kind: Type) -> type[Struct] | None:
    """The record inside an optional, constrained or repeated type."""
    match kind:
        case StructType():
            return kind.cls
        case Metadata():
            return _struct_in(kind.type)
        case ListType() | VarTupleType():
            return _struct_in(kind.item_type)
        case UnionType():
            return next(filter(None, map(_struct_in, kind.types)), None)
    return None
