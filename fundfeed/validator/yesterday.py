"""What would be public had the previous delivery been applied to an empty record."""

from collections.abc import Collection, Mapping
from datetime import UTC
from typing import Any

import msgspec
from msgspec import Struct

from ..records.changes import ChangeSet, LastDelivery, PublicFund, PublicState
from ..records.delivery import Placed
from ..records.feed import DeauthorisationRecord, FundRecord
from ..records.figures import digest, figures_digest, figures_of
from ..stages.last_good import complete
from ..stages.validate import ValidDelivery

FIRST_EVER = PublicState(
    funds={},
    isin_owners={},
    umbrella_ids=frozenset(),
    fund_sources={},
    document_sources={},
    document_ids=frozenset(),
    foreign=frozenset(),
    delivery_digests={},
    last=None,
)


class Yesterday(Struct, frozen=True, kw_only=True):
    """The public record, the files that its documents name, those that were received, and those that it waits for."""

    public: PublicState = FIRST_EVER
    named: frozenset[str] = frozenset()
    received: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()
    records: Mapping[str, FundRecord] = {}

    def stated(self, fund_ids: Collection[str]) -> Mapping[str, dict[str, Any]]:
        """What was stated of those of the funds that were public, as JSON values."""
        known = {fund_id: self.records[fund_id] for fund_id in fund_ids if fund_id in self.records}
        return {
            fund_id: complete(msgspec.to_builtins(record), msgspec.to_builtins(figures_of(record)))
            for fund_id, record in known.items()
        }


def after(valid: ValidDelivery, changes: ChangeSet, *, data_digest: str, files: Collection[str]) -> Yesterday:
    """Yesterday, when `changes` is what `valid` brought as a first delivery and `files` are the names beside it."""
    wanted = document_files(valid)
    return Yesterday(
        public=_public(valid, changes, data_digest),
        named=valid.named_files,
        received=wanted & frozenset(files),
        awaited=wanted - frozenset(files),
        records={placed.record.fund_id: placed.record for placed in changes.added},
    )


def document_files(valid: ValidDelivery) -> frozenset[str]:
    """The files that the delivery's new or changed documents name."""
    return frozenset(placed.record.file_name for placed in valid.documents if placed.record.status != "withdrawn")


def _public(valid: ValidDelivery, changes: ChangeSet, data_digest: str) -> PublicState:
    records = [placed.record for placed in changes.added]
    named = {placed.record.fund_id: placed.record for placed in valid.deauthorised}
    withdrawn = [named[fund_id] for fund_id in named.keys() - {record.fund_id for record in records}]
    envelope, generated = valid.envelope, valid.envelope.generated_at
    return PublicState(
        funds={record.fund_id: _withdrawn(record) for record in withdrawn}
        | {placed.record.fund_id: _listed(placed, named) for placed in changes.added},
        isin_owners={isin: record.fund_id for record in withdrawn for isin in record.isins or ()}
        | {entry.isin: record.fund_id for record in records for entry in record.share_classes},
        umbrella_ids=frozenset(record.umbrella.umbrella_id for record in records if record.umbrella),
        fund_sources={placed.source_sha256: placed.record.fund_id for placed in changes.added},
        document_sources={placed.source_sha256: placed.record.document_id for placed in valid.documents},
        document_ids=frozenset(placed.record.document_id for placed in valid.documents),
        foreign=frozenset(),
        delivery_digests={envelope.delivery_id: data_digest} if envelope.delivery_id else {},
        last=LastDelivery(envelope.delivery_id, generated and generated.astimezone(UTC), data_digest),
    )


def _listed(placed: Placed[FundRecord], named: Mapping[str, DeauthorisationRecord]) -> PublicFund:
    announced = named.get(placed.record.fund_id)
    return PublicFund(
        record_sha256=digest(placed.canonical),
        figures_sha256=figures_digest(placed.record),
        isins=tuple(entry.isin for entry in placed.record.share_classes),
        is_withdrawn=False,
        deauthorisation_date=announced.deauthorisation_date if announced else None,
    )


def _withdrawn(record: DeauthorisationRecord) -> PublicFund:
    """A fund that had left before: of its profile nothing is known here."""
    return PublicFund(
        record_sha256="",
        figures_sha256="",
        isins=record.isins or (),
        is_withdrawn=True,
        deauthorisation_date=record.deauthorisation_date,
    )
