"""Stage 7: write the facts, set-based, inside the transaction that the pipeline holds open."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from msgspec import Struct

from ..models import Delivery, Figure, Fund, ShareClass
from ..models.bulk import merge
from ..records.changes import ChangeSet, Place
from ..records.delivery import Placed
from ..records.feed import RETRACTED, DeauthorisationRecord, FundRecord
from ..records.figures import FundFigures, digest, figures_of
from ..records.findings import Finding
from . import apply_corrections, apply_documents

Stated = tuple[Placed[FundRecord], FundFigures]
FUND_FIELDS = (
    "fund_id", "provider", "name", "name_zh", "fund_group", "umbrella_id", "umbrella_name", "status",
    "authorisation_date", "domicile", "currency", "asset_class", "isins", "record", "figures", "record_sha256",
    "figures_sha256", "source_sha256", "pointer", "delivery",
)  # fmt: skip
SHARE_CLASS_FIELDS = ("isin", "fund", "name", "currency", "distribution_policy", "lifecycle")
FIGURE_FIELDS = ("kind", "subject", "date", "value", "currency", "fund", "delivery")
DEAUTHORISATION = ("deauthorisation", "deauthorisation_date")
BATCH = 1000
LEFT_THEIR_FUND = """
    DELETE FROM fundfeed_shareclass AS share_class USING fundfeed_fund AS fund
    WHERE share_class.fund_id = fund.fund_id AND fund.fund_id = ANY(%s) AND share_class.isin <> ALL(fund.isins)
"""
SAME_IN_OTHER_BYTES = """
    UPDATE fundfeed_fund AS fund SET source_sha256 = seen.source_sha256
    FROM unnest(%s::text[], %s::text[]) AS seen (fund_id, source_sha256) WHERE fund.fund_id = seen.fund_id
"""


class Applied(Struct, frozen=True):
    """What may look different now, where the delivery speaks of it, and corrections that ended."""

    fund_ids: frozenset[str]
    places: Mapping[str, Place]
    document_ids: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def changes(changeset: ChangeSet, *, delivery: Delivery, at: datetime) -> Applied:
    """Write the change set as facts of this delivery."""
    today = at.date()
    profiles = (*changeset.added, *changeset.changed)
    with_figures = [(placed, figures_of(placed.record)) for placed in (*profiles, *changeset.figures_only)]
    _write_funds(with_figures, delivery)
    _write_share_classes(profiles)
    _write_figures(with_figures, delivery)
    _recognise(changeset.reread)
    Fund.objects.filter(fund_id__in=changeset.returned).update(deauthorisation=None, deauthorisation_date=None)
    Fund.objects.filter(fund_id__in=changeset.retracted).update(status=RETRACTED)
    withdrawn = _withdraw(changeset.withdrawn) | _announce(changeset.announced) | _withdraw_due(changeset.due)
    retired = tuple(apply_corrections.retire(delivery, today=today, at=at))
    documents = apply_documents.write(changeset, delivery=delivery, today=today)
    return Applied(
        findings=retired,
        fund_ids=frozenset(finding.subject for finding in retired)
        | frozenset(placed.record.fund_id for placed, _ in with_figures)
        | withdrawn
        | frozenset(changeset.retracted)
        | documents.fund_ids,
        document_ids=documents.document_ids,
        places=changeset.places,
    )


def _recognise(funds: Iterable[Placed[FundRecord]]) -> None:
    """Let the next delivery know these records by their bytes of today."""
    if seen := {placed.record.fund_id: placed.source_sha256 for placed in funds}:
        with connection.cursor() as cursor:
            cursor.execute(SAME_IN_OTHER_BYTES, [list(seen), list(seen.values())])


def _write_funds(funds: Iterable[Stated], delivery: Delivery) -> None:
    merge(Fund, FUND_FIELDS, (_fund_row(*stated, delivery) for stated in funds), key=("fund_id",))


def _fund_row(placed: Placed[FundRecord], stated: FundFigures, delivery: Delivery) -> tuple[Any, ...]:
    fund = placed.record
    figures = msgspec.json.encode(stated, order="sorted")
    umbrella = fund.umbrella
    return (
        fund.fund_id,
        delivery.provider_id,
        fund.legal_fund_name_only["en"],
        fund.legal_fund_name_only.get("zh-Hant", ""),
        (fund.fund_group_name or {}).get("en", ""),
        umbrella.umbrella_id if umbrella else "",
        umbrella.umbrella_name.get("en", "") if umbrella else "",
        fund.authorisation_status,
        fund.authorisation_date,
        fund.fund_domicile_alpha2,
        fund.fund_currency,
        fund.asset_class or "",
        [entry.isin for entry in fund.share_classes],
        placed.canonical,
        figures,
        digest(placed.canonical),
        digest(figures),
        placed.source_sha256,
        placed.pointer,
        delivery.pk,
    )


def _write_share_classes(funds: tuple[Placed[FundRecord], ...]) -> None:
    """Write the share classes of these funds; those that left their fund go, the ledger remembers them."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT_THEIR_FUND, [[placed.record.fund_id for placed in funds]])
    rows = (
        (
            entry.isin,
            placed.record.fund_id,
            entry.full_share_class_name.get("en") or next(iter(entry.full_share_class_name.values()), entry.isin),
            entry.share_class_currency,
            entry.share_class_distribution_policy or "",
            entry.share_class_lifecycle or "",
        )
        for placed in funds
        for entry in placed.record.share_classes
    )
    merge(ShareClass, SHARE_CLASS_FIELDS, rows, key=("isin",))


def _write_figures(funds: Iterable[Stated], delivery: Delivery) -> None:
    merge(Figure, FIGURE_FIELDS, _figure_rows(funds, delivery), key=("kind", "subject", "date"))


def _figure_rows(funds: Iterable[Stated], delivery: Delivery) -> Iterator[tuple[Any, ...]]:
    for placed, figures in funds:
        fund = placed.record
        if size := figures.aum_fund:
            yield (
                Figure.Kind.FUND_SIZE.value,
                fund.fund_id,
                size.date,
                Decimal(size.value),
                size.currency,
                fund.fund_id,
                delivery.pk,
            )
        for isin, nav in figures.valuation_nav.items():
            yield Figure.Kind.NAV.value, isin, nav.date, Decimal(nav.value), nav.currency, fund.fund_id, delivery.pk


def _withdraw(records: Iterable[DeauthorisationRecord]) -> frozenset[str]:
    """Mark the funds as deauthorised from now on; their last profile stays."""
    gone = [
        Fund(pk=record.fund_id, status=record.authorisation_status, **_deauthorisation(record)) for record in records
    ]
    Fund.objects.bulk_update(gone, ("status", *DEAUTHORISATION), batch_size=BATCH)
    return frozenset(fund.pk for fund in gone)


def _announce(records: Iterable[DeauthorisationRecord]) -> frozenset[str]:
    """Note a deauthorisation whose date is still to come; the fund stays public with a notice."""
    stated = [Fund(pk=record.fund_id, **_deauthorisation(record)) for record in records]
    known = dict(Fund.objects.filter(pk__in=[fund.pk for fund in stated]).values_list("pk", "deauthorisation"))
    changed = [fund for fund in stated if known[fund.pk] != fund.deauthorisation]
    Fund.objects.bulk_update(changed, DEAUTHORISATION, batch_size=BATCH)
    return frozenset(fund.pk for fund in changed)


def _deauthorisation(record: DeauthorisationRecord) -> dict[str, Any]:
    return {"deauthorisation": msgspec.to_builtins(record), "deauthorisation_date": record.deauthorisation_date}


def _withdraw_due(fund_ids: tuple[str, ...]) -> frozenset[str]:
    """Deauthorise the funds whose announced day has come."""
    stated = Coalesce(KT("deauthorisation__authorisationStatus"), Value("deauthorised"))
    Fund.objects.filter(fund_id__in=fund_ids).update(status=stated)
    return frozenset(fund_ids)
