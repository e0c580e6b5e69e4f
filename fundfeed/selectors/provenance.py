"""Everything that says where the parts of one fund's present body come from."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from ..models import Delivery, Fund, FundDocument
from ..records.delivery import DOCUMENT, INDEX
from ..records.history import CorrectionSource, DeliverySource
from .corrections import standing
from .history import LedgerEntry, versions_down_from
from .published import published_fund
from .sources import correction_source, file_digests


class Evidence(Struct, frozen=True, kw_only=True):
    """The present body, its number, its versions (the newest first, to be gone through once), and other sources.

    `record` is the fund's record as the provider stated it last; `documents` are the provider's own, by documentId;
    `corrections` are those that stand, by field.
    """

    body: Mapping[str, Any]
    version: int
    versions: Iterator[LedgerEntry]
    record: DeliverySource
    documents: Mapping[str, DeliverySource]
    corrections: Mapping[str, CorrectionSource]


def evidence(fund_id: str) -> Evidence | None:
    """What is known about the sources of a fund, in eight queries for a hundred versions; None for no fund."""
    stored = published_fund(fund_id)
    if stored is None:
        return None
    body = msgspec.json.decode(stored.body)
    fund = Fund.objects.select_related("delivery__provider").defer("record", "figures").get(pk=fund_id)
    documents = _documents([document["documentId"] for document in body["documents"]])
    digests = file_digests([fund.delivery_id, *(document.delivery_id for document in documents)])
    return Evidence(
        body=body,
        version=body["publication"]["version"],
        versions=versions_down_from(fund_id, body["publication"]["version"]),
        record=_source(fund.delivery, INDEX, fund.pointer, digests),
        documents={one.pk: _source(one.delivery, DOCUMENT, one.pointer, digests) for one in documents},
        corrections={
            correction.pointer: correction_source(correction, at=correction.made_at)
            for correction in standing([fund_id]).get(fund_id, ())
        },
    )


def _documents(document_ids: Collection[str]) -> list[FundDocument]:
    rows = FundDocument.objects.filter(pk__in=document_ids, is_upload=False)
    return list(rows.select_related("delivery__provider").defer("record"))


def _source(delivery: Delivery, file: str, pointer: str, digests: Mapping[tuple[int, str], str]) -> DeliverySource:
    return DeliverySource(
        provider=delivery.provider.code,
        delivery_id=delivery.delivery_id,
        content_date=delivery.content_date,
        file=file,
        file_sha256=digests.get((delivery.pk, file)),
        pointer=pointer,
    )
