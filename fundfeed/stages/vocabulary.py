"""The names by which a provider calls things: the contract's, everybody's other spellings, and its own mapping."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct

from . import mapping
from .mapping import UnusableMapping
from .scopes import RECORDS, Scope, envelopes

# Raise it whenever records are read or judged by other rules: then all are read again, known ones too.
READER_VERSION = 1


class Told(NamedTuple):
    """One line of a mapping as it was understood: the provider's word, the contract's, and where that holds."""

    word: str
    meaning: str
    place: str


class Vocabulary:
    """How one provider's deliveries are read; `identity` changes with the mapping and with the reader."""

    def __init__(self, scopes: Mapping[str, Scope], identity: str) -> None:
        self.identity = identity
        self._envelopes = scopes
        self._records = {shape: scopes[key].inner[key] for key, shape in RECORDS.items()}
        self._seed = hashlib.sha256(identity.encode())

    def envelope(self, key: str) -> Scope:
        """The names in the envelope whose records stand under `key`."""
        return self._envelopes[key]

    def record(self, shape: type[Any]) -> Scope:
        """The names in records of this shape."""
        return self._records[shape]

    def digest(self, raw: Raw) -> str:
        """SHA-256 of a record's own bytes, for this way to read them."""
        seed = self._seed.copy()
        seed.update(memoryview(raw))
        return seed.hexdigest()

    def names(self) -> tuple[Told, ...]:
        """What the provider's own names mean, and where."""
        return tuple(dict.fromkeys(Told(*line) for scope in self._scopes() for line in _own_names(scope)))

    def values(self) -> tuple[Told, ...]:
        """What the provider's own values mean, and for which key."""
        return tuple(dict.fromkeys(Told(*line) for scope in self._scopes() for line in _own_values(scope)))

    def _scopes(self) -> Iterator[Scope]:
        return (scope for envelope in self._envelopes.values() for scope in envelope.walk())


def vocabulary(stated: object = None) -> Vocabulary:
    """The vocabulary of a provider with this mapping, as JSON values; raises `UnusableMapping` with all its faults."""
    wanted = mapping.read({} if stated is None else stated)
    scopes = envelopes()
    every = [scope for envelope in scopes.values() for scope in envelope.walk()]
    problems = [*mapping.circles(wanted)] or [*mapping.add_names(wanted, every), *mapping.add_values(wanted, every)]
    if problems:
        raise UnusableMapping(problems)
    text = msgspec.json.encode(wanted, order="sorted")
    return Vocabulary(scopes, hashlib.sha256(b"%d|%s" % (READER_VERSION, text)).hexdigest())


def _own_names(scope: Scope) -> Iterator[tuple[str, str, str]]:
    return ((word, name, scope.place) for name, word in scope.own.items())


def _own_values(scope: Scope) -> Iterator[tuple[str, str, str]]:
    for name, values in scope.values.items():
        place = f"{scope.path}.{name}".strip(".")
        yield from ((word, msgspec.json.encode(value).decode().strip('"'), place) for word, value in values.items())


class Reading(Struct):
    """What is gathered while one manifest is read: keys that nobody knows, with counts, and spellings met before."""

    words: Vocabulary
    unknown: dict[str, int] = {}
    spellings: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}

    def shared(self, renamed: dict[str, str]) -> dict[str, str]:
        """The same spelling, held in memory once for all records that share it."""
        return self.spellings.setdefault(tuple(renamed.items()), renamed)


PLAIN = vocabulary()
