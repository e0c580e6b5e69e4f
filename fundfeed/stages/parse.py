"""Stage 3: bytes to typed records, one by one, so that one bad record is one finding."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

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
    index: bytes,
    document: bytes,
    deauthorised: bytes,
    *,
    known_funds: Mapping[str, str],
    known_documents: Mapping[str, str],
    words: Vocabulary = PLAIN,
) -> ParsedDelivery:
    """Decode the three manifests as the provider words them; `known_…` map digests of accepted records to their ids.

    Raises `UnreadableManifest`, `DifferentDeliveries` or `UnreadableDeauthorisations`.
    """
    manifests = (
        open_manifest(INDEX, index, key="funds", words=words),
        open_manifest(DOCUMENT, document, key="documents", words=words),
        open_manifest(DEAUTHORISED, deauthorised, key="deauthorised", words=words),
    )
    readings = [Reading(words, unknown=manifest.unknown) for manifest in manifests]
    findings = [finding for manifest in manifests for finding in manifest.findings]
    funds = _records(manifests[0], readings[0], FundRecord, known_funds, findings)
    documents = _records(manifests[1], readings[1], DocumentRecord, known_documents, findings)
    read = _deauthorised(manifests[2], readings[2])
    envelope = _common(manifests[0].envelope, manifests[1].envelope, manifests[2].envelope)
    return ParsedDelivery(
        envelope=msgspec.structs.replace(envelope, deauthorised_at=manifests[2].prefix),
        funds=funds,
        documents=documents,
        deauthorised=read,
        findings=(*findings, *_unknown_keys(manifests)),
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


def _deauthorised(manifest: Manifest, reading: Reading) -> tuple[Placed[DeauthorisationRecord], ...]:
    findings: list[Finding] = []
    read = _records(manifest, reading, DeauthorisationRecord, {}, findings)
    if findings:
        raise UnreadableDeauthorisations(
            msgspec.structs.replace(finding, severity=Severity.HALT) for finding in findings
        )
    return read.records


def _unknown_keys(manifests: Iterable[Manifest]) -> Iterator[Finding]:
    """One warning for each file with keys that neither the contract nor the provider's mapping has."""
    for manifest in manifests:
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
