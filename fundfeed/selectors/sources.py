"""Where versions come from: records in delivered files, corrections, or what editors published."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct

from ..models import Correction, DeliveryFile
from ..records.history import CorrectionSource, DeliverySource, EditorialSource, Source, UploadSource

CORRECTION, EDITORIAL, UPLOAD = "correction", "editorial", "upload"  # what the ledger says instead of a file


class Origin(Struct, frozen=True):
    """What the ledger says about the source of one version; `delivery_key` is the row, `delivery_id` its name."""

    at: datetime
    file: str
    pointer: str
    delivery_key: int
    delivery_id: str
    content_date: date | None
    provider: str


def sources(origins: Collection[Origin]) -> Mapping[Origin, Source]:
    """The source behind each origin, in two queries at most."""
    corrections = Correction.objects.in_bulk({_correction_key(one) for one in origins if one.file == CORRECTION})
    digests = file_digests(one.delivery_key for one in origins)
    return {one: _source(one, corrections, digests) for one in origins}


def file_digests(delivery_keys: Iterable[int]) -> dict[tuple[int, str], str]:
    """SHA-256 of each file of these deliveries, by delivery and name."""
    files = DeliveryFile.objects.filter(delivery__in=set(delivery_keys))
    return {(key, name): digest for key, name, digest in files.values_list("delivery_id", "name", "sha256")}


def _source(origin: Origin, corrections: Mapping[int, Correction], digests: Mapping[tuple[int, str], str]) -> Source:
    match origin.file:
        case "correction":
            return correction_source(corrections[_correction_key(origin)], at=origin.at)
        case "editorial":
            return EditorialSource(approved_at=origin.at)
        case "upload":
            return UploadSource(document_id=origin.pointer.removeprefix("/"), approved_at=origin.at)
    return DeliverySource(
        provider=origin.provider,
        delivery_id=origin.delivery_id,
        content_date=origin.content_date,
        file=origin.file,
        file_sha256=digests.get((origin.delivery_key, origin.file)),
        pointer=origin.pointer,
    )


def correction_source(correction: Correction, *, at: datetime) -> CorrectionSource:
    """The correction as of the moment at which it was made or withdrawn; names of people stay inside."""
    is_withdrawn = correction.made_at != at
    return CorrectionSource(
        field=correction.pointer,
        action="withdrawn" if is_withdrawn else "made",
        provider_value=correction.provider_value,
        corrected_value=correction.corrected_value,
        reason=correction.withdrawal_reason if is_withdrawn else correction.reason,
        approved_at=at,
    )


def _correction_key(origin: Origin) -> int:
    """The ledger's pointer is the correction's key, then the field."""
    return int(origin.pointer.split("/")[1])
