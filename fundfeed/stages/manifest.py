"""Opening a manifest: UTF-8, JSON, envelope and the list of raw records (section 2 of the feed contract)."""

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Raw, Struct

from ..errors import Rejected
from ..records.delivery import Envelope, as_sent
from ..records.findings import Finding, halt, shown, warn
from .head import Head
from .scopes import Scope
from .spelling import RecordError, Spelling, meant, names_of
from .vocabulary import PLAIN, Vocabulary

STORABLE_YEARS = range(2, 9999)  # whatever the offset, UTC stays within what Python and PostgreSQL both know
PIECE = 64 * 1024
_BOM = b"\xef\xbb\xbf"


class UnreadableManifest(Rejected):
    """A manifest that can't be read as the contract says."""


class Manifest(Struct, frozen=True):
    """An opened manifest; `prefix` is the JSON pointer of its list of records, `unknown` counts unknown keys."""

    file: str
    envelope: Envelope
    records: list[Raw]
    prefix: str
    findings: tuple[Finding, ...]
    unknown: dict[str, int]


def open_manifest(name: str, data: bytes, *, key: str, words: Vocabulary = PLAIN) -> Manifest:
    """Open `data`, the bytes of the manifest `name` whose records stand under `key`; raises `UnreadableManifest`."""
    findings: list[Finding] = []
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        findings.append(warn("file.bom", f"{name} begins with a byte-order mark.", file=name))
    content = _decode(name, data)
    if isinstance(content, list):
        return Manifest(name, Envelope(), content, prefix="", findings=tuple(findings), unknown={})
    scope, spelling = words.envelope(key), Spelling({})
    named = _named(name, content, scope, spelling)
    if key not in named:
        wanted = scope.own.get(key, key)
        sent, needed = ", ".join(content), f"a list `{wanted}`, or a mapping that names yours"
        raise _unreadable("envelope.shape", f"{name} holds no `{wanted}`.", name, received=shown(sent), expected=needed)
    _refuse_doubles(name, data, named[key])
    prefix = as_sent(f"/{key}", spelling.renamed)
    records = _records(name, named.pop(key), prefix)
    head = _head(name, named, scope, spelling)
    _check_head(name, head, len(records), spelling.renamed)
    return Manifest(
        file=name,
        envelope=_envelope(head, spelling.renamed),
        records=records,
        prefix=prefix,
        findings=tuple(findings),
        unknown=spelling.unknown,
    )


def _named(name: str, content: dict[str, Raw], scope: Scope, spelling: Spelling, pointer: str = "") -> dict[str, Raw]:
    """The same under the contract's keys; two keys for one field would lose one of the two."""
    try:
        names = names_of(content, scope, spelling, pointer)
    except RecordError as error:
        place = as_sent(error.inner, spelling.renamed)
        raise _unreadable("envelope.double_key", f"{name}: {error}", name, pointer=place) from None
    return dict(zip(names, content.values(), strict=True))


def _decode(name: str, data: bytes) -> dict[str, Raw] | list[Raw]:
    if (broken := _broken_byte(data)) is not None:
        raise _unreadable("file.not_utf8", f"{name} is not UTF-8 (byte {broken}).", name, expected="UTF-8")
    try:
        return msgspec.json.decode(data, type=dict[str, Raw] | list[Raw])
    except msgspec.ValidationError as error:
        raise _unreadable("envelope.shape", f"{name}: {error}.", name, expected="an object or an array") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise _unreadable("file.not_json", f"{name} is not JSON: {error}.", name, expected="JSON (RFC 8259)") from None


def _broken_byte(data: bytes) -> int | None:
    """Where the bytes stop to be UTF-8; piece by piece, since text takes up to four times the memory of its bytes."""
    decoder = getincrementaldecoder("utf-8")()
    for start in range(0, len(data) + 1, PIECE):
        try:
            decoder.decode(data[start : start + PIECE], final=start + PIECE > len(data))
        except UnicodeDecodeError as error:
            return start - (len(error.object) - len(data[start : start + PIECE])) + error.start
    return None


def _refuse_doubles(name: str, data: bytes, records: Raw) -> None:
    """A key given twice in the envelope would lose one of the two; the records are judged one by one later."""
    listed = memoryview(records)
    start = data.rfind(listed)
    envelope = data[:start] + b"[]" + data[start + len(listed) :]

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [key for key, _ in pairs]
        if double := next((key for key in names if names.count(key) > 1), None):
            raise _unreadable("envelope.double_key", f"{name} gives `{double}` twice.", name, expected="each key once")
        return dict(pairs)

    json.loads(envelope, object_pairs_hook=unique, parse_int=str)  # `int` refuses thousands of digits


def _records(name: str, raw: Raw, pointer: str) -> list[Raw]:
    try:
        return msgspec.json.decode(raw, type=list[Raw])
    except msgspec.MsgspecError:
        raise _unreadable("envelope.shape", f"`{pointer[1:]}` in {name} is no list.", name, pointer=pointer) from None


def _head(name: str, named: dict[str, Raw], scope: Scope, spelling: Spelling) -> Head:
    stated = _stated(name, named, scope, spelling)
    try:
        return msgspec.json.decode(msgspec.json.encode(stated), type=Head)
    except msgspec.ValidationError as error:
        place = re.search(r"`\$\.([\w.]+)`", str(error))
        pointer = as_sent("/" + place[1].replace(".", "/"), spelling.renamed) if place else ""
        raise _unreadable("envelope.shape", f"{name}: {error}.", name, pointer=pointer) from None


def _stated(name: str, named: dict[str, Raw], scope: Scope, spelling: Spelling, pointer: str = "") -> dict[str, Any]:
    """What the head says, its inner objects and its values in the contract's words too."""
    stated: dict[str, Any] = dict(named)
    for field, raw in named.items():
        here = f"{pointer}/{field}"
        if (inner := scope.inner.get(field)) and bytes(raw).startswith(b"{"):
            within = _named(name, msgspec.json.decode(raw, type=dict[str, Raw]), inner, spelling, here)
            stated[field] = _stated(name, within, inner, spelling, here)
        elif values := scope.values.get(field):
            stated[field] = meant(msgspec.json.decode(raw), values)
    return stated


def _check_head(name: str, head: Head, records: int, renamed: Mapping[str, str]) -> None:
    def refused(code: str, message: str, field: str, received: str, expected: str) -> UnreadableManifest:
        place = as_sent(f"/{field}", renamed)
        return _unreadable(code, f"{name} {message}.", name, pointer=place, received=received, expected=expected)

    if head.generated_at and head.generated_at.year not in STORABLE_YEARS:
        wrong, years = "was made in a year that nobody can store", f"{STORABLE_YEARS[0]} to {STORABLE_YEARS[-1]}"
        raise refused("envelope.shape", wrong, "generatedAt", head.generated_at.isoformat(), f"a year from {years}")
    if head.record_count is not None and head.record_count != records:
        wrong = f"says {head.record_count} records and holds {records}"
        raise refused("envelope.record_count", wrong, "recordCount", shown(head.record_count), str(records))
    if head.schema_version and head.schema_version.split(".")[0] != "1":
        wrong = f"has schema version {head.schema_version}, which this reader doesn't know"
        raise refused("envelope.schema_version", wrong, "schemaVersion", shown(head.schema_version), "1.x")
    if head.data_operation != "FULL":
        wrong = "is not a full snapshot"
        raise refused("envelope.data_operation", wrong, "dataOperation", shown(head.data_operation), "FULL")


def _envelope(head: Head, renamed: Mapping[str, str]) -> Envelope:
    return Envelope(
        record_count=head.record_count,
        schema_version=head.schema_version,
        provider_id=head.provider.id,
        delivery_id=head.delivery_id,
        previous_delivery_id=head.previous_delivery_id or "",
        generated_at=head.generated_at,
        content_date=head.content_date,
        renamed=renamed,
    )


def _unreadable(code: str, message: str, name: str, **place: str) -> UnreadableManifest:
    return UnreadableManifest([halt(code, message, file=name, **place)])
