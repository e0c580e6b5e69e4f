"""Stage 3: bytes to typed records, one by one, so that one bad record is one finding."""

from collections.abc import Mapping
from typing import TypeVar

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
from ..records.findings import Finding, Reason, Severity, halt
from .manifest import Manifest, open_manifest
from .record import read_record, source_digest

R = TypeVar("R")


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
) -> ParsedDelivery:
    """Decode the three manifests; `known_…` map the digests of records accepted before to their ids.

    Raises `UnreadableManifest`, `DifferentDeliveries` or `UnreadableDeauthorisations`.
    """
    manifests = (
        open_manifest(INDEX, index, key="funds"),
        open_manifest(DOCUMENT, document, key="documents"),
        open_manifest(DEAUTHORISED, deauthorised, key="deauthorised"),
    )
    findings = [finding for manifest in manifests for finding in manifest.findings]
    funds = _records(manifests[0], FundRecord, known_funds, findings, file=INDEX, key="fundId")
    documents = _records(manifests[1], DocumentRecord, known_documents, findings, file=DOCUMENT, key="documentId")
    return ParsedDelivery(
        envelope=_common(manifests[0].envelope, manifests[1].envelope, manifests[2].envelope),
        funds=funds,
        documents=documents,
        deauthorised=_deauthorised(manifests[2]),
        findings=tuple(findings),
    )


def _records(
    manifest: Manifest,
    shape: type[R],
    known: Mapping[str, str],
    findings: list[Finding],
    *,
    file: str,
    key: str,
) -> RecordSet[R]:
    good: list[Placed[R]] = []
    same: list[Known] = []
    held: list[HeldRecord] = []
    for number, raw in enumerate(manifest.records):
        pointer = f"{manifest.prefix}/{number}"
        if (known_key := known.get(source_digest(raw))) is not None:
            same.append(Known(pointer=pointer, key=known_key))
            continue
        match read_record(raw, shape, file=file, pointer=pointer, key=key):
            case Placed() as placed:
                good.append(placed)
            case (broken, finding):
                held.append(broken)
                findings.append(finding)
    return RecordSet(records=tuple(good), known=tuple(same), held=tuple(held))


def _deauthorised(manifest: Manifest) -> tuple[Placed[DeauthorisationRecord], ...]:
    findings: list[Finding] = []
    read: RecordSet[DeauthorisationRecord] = _records(
        manifest, DeauthorisationRecord, {}, findings, file=DEAUTHORISED, key="fundId"
    )
    if findings:
        raise UnreadableDeauthorisations(
            halt(
                finding.code,
                finding.message,
                file=finding.file,
                pointer=finding.pointer,
                subject=finding.subject,
                received=finding.received,
                expected=finding.expected,
            )
            for finding in findings
            if finding.severity is Severity.HOLD
        )
    return read.records


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
                        pointer="/deliveryId",
                        received=other.delivery_id,
                        expected=first.delivery_id,
                    )
                ]
            )
    return first
