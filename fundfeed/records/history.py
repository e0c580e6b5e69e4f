"""What the public record says about its past: versions, where each came from, and what each changed."""

from datetime import date, datetime
from typing import Any, Literal

from msgspec import field

from .feed import Record


class DeliverySource(Record, frozen=True, kw_only=True, tag_field="kind", tag="delivery"):
    """A record in a file that a provider delivered; `fileSha256` names the bytes of that file in the archive."""

    provider: str
    delivery_id: str
    content_date: date | None
    file: str
    file_sha256: str | None
    pointer: str


class CorrectionSource(Record, frozen=True, kw_only=True, tag_field="kind", tag="correction"):
    """A value that two people put in the place of the provider's, or took back; `field` names share classes by ISIN."""

    field: str
    action: Literal["made", "withdrawn"]
    provider_value: Any
    corrected_value: Any
    reason: str
    approved_at: datetime


class EditorialSource(Record, frozen=True, kw_only=True, tag_field="kind", tag="editorial"):
    """Words of editors that two people published."""

    approved_at: datetime


class UploadSource(Record, frozen=True, kw_only=True, tag_field="kind", tag="upload"):
    """A document that two people published or took back by hand."""

    document_id: str
    approved_at: datetime


Source = DeliverySource | CorrectionSource | EditorialSource | UploadSource


class FieldDifference(Record, frozen=True, kw_only=True):
    """One field before and after, null where it is absent.

    `pointer` leads through the later body, or through the earlier one to what is gone.
    """

    pointer: str
    old: Any
    new: Any
    isin: str | None = None


class VersionMark(Record, frozen=True, kw_only=True):
    """One version of a fund: `version` counts those of the fund, `sequence` those of all funds."""

    version: int
    sequence: int
    valid_from: datetime
    valid_to: datetime | None
    sha256: str


class VersionEntry(VersionMark, frozen=True, kw_only=True):
    """One version, where it came from, and how it differs from the one before; the first differs from nothing."""

    source: Source
    changes: tuple[FieldDifference, ...]


class VersionList(Record, frozen=True, kw_only=True):
    """One page of a fund's versions, the newest first."""

    fund_id: str
    results: tuple[VersionEntry, ...]
    next: str | None


class Comparison(Record, frozen=True, kw_only=True):
    """How one version of a fund differs from another."""

    fund_id: str
    from_: VersionMark = field(name="from")
    to: VersionMark
    changes: tuple[FieldDifference, ...]


class FieldProvenance(Record, frozen=True, kw_only=True):
    """Where the present value of one field comes from, and since which version it stands there.

    `pointer` leads through the fund's present body. A dated figure makes no versions, so it has no `sinceVersion`.
    The source's own `pointer` leads to the record that states the field, under whatever name the provider calls it.
    """

    pointer: str
    isin: str | None = None
    document_id: str | None = None
    since_version: int | None = None
    since: datetime | None = None
    source: Source


class Provenance(Record, frozen=True, kw_only=True):
    """Every field of a fund's present body with its source; a document is one field."""

    fund_id: str
    version: int
    fields: tuple[FieldProvenance, ...]


class DatedFigure(Record, frozen=True, kw_only=True):
    """One figure of one day, and the delivery that stated it."""

    date: date
    value: str
    currency: str
    delivery_id: str


class NavSeries(Record, frozen=True, kw_only=True):
    """Net asset values of one share class (OFDY000035), the oldest first."""

    isin: str
    values: tuple[DatedFigure, ...]


class NavDays(Record, frozen=True, kw_only=True):
    """On how many days the NAV of one share class was stated."""

    isin: str
    days: int


class Figures(Record, frozen=True, kw_only=True):
    """Fund sizes (OFDY000060) and NAVs of a fund from one day to another, the oldest first.

    `navDays` tells of all share classes, also of those whose NAVs weren't asked for.
    """

    fund_id: str
    from_: date = field(name="from")
    to: date
    aum_fund: tuple[DatedFigure, ...]
    nav_days: tuple[NavDays, ...]
    valuation_nav: tuple[NavSeries, ...]
