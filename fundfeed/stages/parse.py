"""Stage 3: bytes to typed records, one by one, so that one bad record is one finding."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from ..errors import Rejected
from ..records.delivery import (
    DEAUTHORISED,
    DOCUMENT,
    INDEX,
    Envelope,
    HeldRecord,
    Known,
    ParsedDelivery,
    Placed,
    RecordSet,
)
from ..records.feed import DeauthorisationRecord, DocumentRecord, FundRecord
from ..records.findings import Finding, Reason, Severity, halt, shown, warn
from .manifest import Manifest, open_manifest
from .record import read_record
from .vocabulary import PLAIN, Reading, Vocabulary

R = TypeVar("R")
IDENTIFIERS: Mapping[type[Any], str] = {
    FundRecord: "fundId",
    DocumentRecord: "documentId",
    DeauthorisationRecord: "fundId",
}
MAX_NAMES = 50


class DifferentDeliveries(Rejected):
    """The three manifests don't belong to one delivery."""

    reason = Reason.INCONSISTENT


class UnreadableDeauthorisations(Rejected):
    """A record of `deauthorised.json` can't be read: leaving it out could keep or remove the wrong fund."""


def delivery(
    contents: Callable[[str], bytes],
    *,
    known_funds: Mapping[str, str],
    known_documents: Mapping[str, str],
    words: Vocabulary = PLAIN,
) -> ParsedDelivery:
    """Decode the three manifests as the provider words them; `known_…` map digests of accepted records to their ids.

    `contents` reads a manifest by its name: one after the other, so that memory holds the bytes of one at a time.
    Raises `UnreadableManifest`, `DifferentDeliveries` or `UnreadableDeauthorisations`.
    """
    funds = _read(INDEX, "funds", FundRecord, contents, known_funds, words)
    documents = _read(DOCUMENT, "documents", DocumentRecord, contents, known_documents, words)
    deauthorised = _read(DEAUTHORISED, "deauthorised", DeauthorisationRecord, contents, {}, words)
    _refuse_broken(deauthorised)
    read = (funds, documents, deauthorised)
    envelope = _common(funds.envelope, documents.envelope, deauthorised.envelope)
    return ParsedDelivery(
        envelope=msgspec.structs.replace(envelope, deauthorised_at=deauthorised.prefix),
        funds=funds.records,
        documents=documents.records,
        deauthorised=deauthorised.records.records,
        findings=(
            *(finding for one in read for finding in one.findings),
            *(finding for one in read for finding in one.broken),
            *(finding for one in read for finding in one.unknown),
        ),
    )


class _Read(Struct, Generic[R], frozen=True):
    """What stays of a manifest when its bytes are gone: findings about itself, its broken records, its keys."""

    envelope: Envelope
    prefix: str
    records: RecordSet[R]
    findings: tuple[Finding, ...]
    broken: tuple[Finding, ...]
    unknown: tuple[Finding, ...]


def _read(
    file: str,
    key: str,
    shape: type[R],
    contents: Callable[[str], bytes],
    known: Mapping[str, str],
    words: Vocabulary,
) -> _Read[R]:
    manifest = open_manifest(file, contents(file), key=key, words=words)
    broken: list[Finding] = []
    records = _records(manifest, Reading(words, unknown=manifest.unknown), shape, known, broken)
    return _Read(
        envelope=manifest.envelope,
        prefix=manifest.prefix,
        records=records,
        findings=manifest.findings,
        broken=tuple(broken),
        unknown=tuple(_unknown_keys(manifest)),
    )


def _records(
    manifest: Manifest, reading: Reading, shape: type[R], known: Mapping[str, str], findings: list[Finding]
) -> RecordSet[R]:
    good: list[Placed[R]] = []
    same: list[Known] = []
    held: list[HeldRecord] = []
    for number, raw in enumerate(manifest.records):
        pointer = f"{manifest.prefix}/{number}"
        if known and (known_key := known.get(reading.words.digest(raw))) is not None:
            same.append(Known(pointer=pointer, key=known_key))
            continue
        match read_record(raw, shape, file=manifest.file, pointer=pointer, key=IDENTIFIERS[shape], reading=reading):
            case Placed() as placed:
                good.append(placed)
            case (broken, finding):
                held.append(broken)
                findings.append(finding)
    return RecordSet(records=tuple(good), known=tuple(same), held=tuple(held))


def _refuse_broken(deauthorised: _Read[DeauthorisationRecord]) -> None:
    if deauthorised.broken:
        raise UnreadableDeauthorisations(
            msgspec.structs.replace(finding, severity=Severity.HALT) for finding in deauthorised.broken
        )


def _unknown_keys(manifest: Manifest) -> Iterator[Finding]:
    """A warning about keys that neither the contract nor the provider's mapping has, if there are any."""
    unknown = manifest.unknown
    often = sorted(unknown, key=lambda name: (-unknown[name], name))[:MAX_NAMES]
    more = f" and {len(unknown) - len(often):,} more" if len(unknown) > len(often) else ""
    told = ", ".join(f"`{shown(name)}` ({unknown[name]:,})" for name in often)
    if unknown:
        yield warn(
            "keys.unknown",
            f"{manifest.file} has keys that the contract doesn't know; they are kept, not shown: {told}{more}.",
            file=manifest.file,
            pointer=manifest.prefix,
            received=shown(", ".join(often)),
            expected="names of the contract, or a mapping of the provider's own",
        )


def _common(first: Envelope, *others: Envelope) -> Envelope:
    """The envelope of the delivery; manifests with an envelope must name the same one."""
    for name, other in zip((DOCUMENT, DEAUTHORISED), others, strict=True):
        if first.delivery_id and other.delivery_id and first.delivery_id != other.delivery_id:
            raise DifferentDeliveries(
                [
                    halt(
                        "envelope.delivery_id",
                        f"{name} belongs to delivery {other.delivery_id}, {INDEX} to {first.delivery_id}.",
                        file=name,
                        pointer=other.where("/deliveryId"),
                        received=other.delivery_id,
                        expected=first.delivery_id,
                    )
                ]
            )
    return first
