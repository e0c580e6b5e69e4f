"""Opening a manifest: UTF-8, JSON, envelope and the list of raw records (section 2 of the feed contract)."""

import json
import re
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Raw, Struct

from ..errors import Rejected
from ..records.delivery import Envelope
from ..records.findings import Finding, halt, shown, warn

STORABLE_YEARS = range(2, 9999)  # whatever the offset, UTC stays within what Python and PostgreSQL both know
_BOM = b"\xef\xbb\xbf"


class UnreadableManifest(Rejected):
    """A manifest that can't be read as the contract says."""


class Manifest(Struct, frozen=True):
    """An opened manifest; `prefix` is the JSON pointer of its list of records."""

    envelope: Envelope
    records: list[Raw]
    prefix: str
    findings: tuple[Finding, ...]


Word = Annotated[str, Meta(max_length=100, pattern=r"^[^\x00]*$")]
Instant = Annotated[datetime, Meta(tz=True)]


class Sender(Struct, rename="camel"):
    """Who delivers."""

    id: Word = ""


class Head(Struct, rename="camel"):
    """The envelope as it stands on the wire: all but the list of records."""

    schema_version: Word = ""
    provider: Sender = msgspec.field(default_factory=Sender)
    delivery_id: Word = ""
    previous_delivery_id: Word | None = None
    generated_at: Instant | None = None
    content_date: date | None = None
    data_operation: Word = "FULL"
    record_count: int | None = None


def open_manifest(name: str, data: bytes, *, key: str) -> Manifest:
    """Open `data`, the bytes of the manifest `name` whose records stand under `key`; raises `UnreadableManifest`."""
    findings: list[Finding] = []
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        findings.append(warn("file.bom", f"{name} begins with a byte-order mark.", file=name))
    content = _decode(name, data)
    if isinstance(content, list):
        return Manifest(envelope=Envelope(), records=content, prefix="", findings=tuple(findings))
    if key not in content:
        raise _unreadable("envelope.shape", f"{name} holds no `{key}`.", name, pointer="", expected=f"a list `{key}`")
    _refuse_doubles(name, data, content[key])
    head = _head(name, data)
    records = _records(name, content[key], key)
    _check_head(name, head, len(records))
    return Manifest(envelope=_envelope(head), records=records, prefix=f"/{key}", findings=tuple(findings))


def _decode(name: str, data: bytes) -> dict[str, Raw] | list[Raw]:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise _unreadable(
            "file.not_utf8", f"{name} is not UTF-8 (byte {error.start}).", name, expected="UTF-8"
        ) from None
    try:
        return msgspec.json.decode(data, type=dict[str, Raw] | list[Raw])
    except msgspec.ValidationError as error:
        raise _unreadable("envelope.shape", f"{name}: {error}.", name, expected="an object or an array") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise _unreadable("file.not_json", f"{name} is not JSON: {error}.", name, expected="JSON (RFC 8259)") from None


def _refuse_doubles(name: str, data: bytes, records: Raw) -> None:
    """A key given twice in the envelope would lose one of the two; the records are judged one by one later."""
    start = data.rfind(bytes(records))
    envelope = data[:start] + b"[]" + data[start + len(bytes(records)) :]

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [key for key, _ in pairs]
        if double := next((key for key in names if names.count(key) > 1), None):
            raise _unreadable("envelope.double_key", f"{name} gives `{double}` twice.", name, expected="each key once")
        return dict(pairs)

    json.loads(envelope, object_pairs_hook=unique, parse_int=str)  # `int` refuses thousands of digits


def _records(name: str, raw: Raw, key: str) -> list[Raw]:
    try:
        return msgspec.json.decode(raw, type=list[Raw])
    except msgspec.MsgspecError:
        raise _unreadable("envelope.shape", f"`{key}` in {name} is not a list.", name, pointer=f"/{key}") from None


def _head(name: str, data: bytes) -> Head:
    try:
        return msgspec.json.decode(data, type=Head)
    except msgspec.ValidationError as error:
        place = re.search(r"`\$\.([\w.]+)`", str(error))
        pointer = "/" + place[1].replace(".", "/") if place else ""
        raise _unreadable("envelope.shape", f"{name}: {error}.", name, pointer=pointer) from None


def _check_head(name: str, head: Head, records: int) -> None:
    if head.generated_at and head.generated_at.year not in STORABLE_YEARS:
        raise _unreadable(
            "envelope.shape",
            f"{name} was made in a year that nobody can store.",
            name,
            pointer="/generatedAt",
            received=head.generated_at.isoformat(),
            expected=f"a year from {STORABLE_YEARS[0]} to {STORABLE_YEARS[-1]}",
        )
    if head.record_count is not None and head.record_count != records:
        raise _unreadable(
            "envelope.record_count",
            f"{name} says {head.record_count} records and holds {records}.",
            name,
            pointer="/recordCount",
            received=shown(head.record_count),
            expected=str(records),
        )
    if head.schema_version and head.schema_version.split(".")[0] != "1":
        raise _unreadable(
            "envelope.schema_version",
            f"{name} has schema version {head.schema_version}, which this reader doesn't know.",
            name,
            pointer="/schemaVersion",
            received=shown(head.schema_version),
            expected="1.x",
        )
    if head.data_operation != "FULL":
        raise _unreadable(
            "envelope.data_operation",
            f"{name} is not a full snapshot.",
            name,
            pointer="/dataOperation",
            received=shown(head.data_operation),
            expected="FULL",
        )


def _envelope(head: Head) -> Envelope:
    return Envelope(
        record_count=head.record_count,
        schema_version=head.schema_version,
        provider_id=head.provider.id,
        delivery_id=head.delivery_id,
        previous_delivery_id=head.previous_delivery_id or "",
        generated_at=head.generated_at,
        content_date=head.content_date,
    )


def _unreadable(code: str, message: str, name: str, **place: str) -> UnreadableManifest:
    return UnreadableManifest([halt(code, message, file=name, **place)])
