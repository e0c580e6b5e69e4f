"""Yesterday, as a delivery is compared with it."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet

from ..models import Correction, Decision, Delivery, Fund, FundDocument, GuardLimit, Provider
from ..records.changes import LastDelivery, Limit, PublicFund, PublicState
from ..records.feed import WITHDRAWN_STATUSES

FUNDS = """
    SELECT fund_id, record_sha256, figures_sha256, isins, status, deauthorisation_date, source_sha256, umbrella_id
    FROM fundfeed_fund WHERE provider_id = %s
"""
SHARE_CLASSES = "SELECT isin, fund_id FROM fundfeed_shareclass"
DOCUMENTS = """
    SELECT source_sha256, document_id FROM fundfeed_funddocument
    WHERE provider_id = %s AND state <> 'archived' AND NOT is_upload
"""
FOREIGN = """
    SELECT fund_id FROM fundfeed_fund WHERE provider_id <> %(provider)s
    UNION ALL SELECT document_id FROM fundfeed_funddocument WHERE provider_id <> %(provider)s OR is_upload
"""


def public_state(provider: Provider) -> PublicState:
    """What the public record holds of this provider's funds and documents: whole tables, hence plain rows."""
    rows = _rows(FUNDS, [provider.pk])
    owners, documents = dict(_rows(SHARE_CLASSES)), _rows(DOCUMENTS, [provider.pk])
    funds = {
        fund_id: PublicFund(record, figures, tuple(isins), status in WITHDRAWN_STATUSES, deauthorised)
        for fund_id, record, figures, isins, status, deauthorised, _, _ in rows
    }
    foreign = [fund_id for (fund_id,) in _rows(FOREIGN, {"provider": provider.pk})]
    return PublicState(
        funds=funds,
        isin_owners={isin: owner for isin, owner in owners.items() if owner in funds},
        umbrella_ids=frozenset(row[7] for row in rows) - {""},
        fund_sources={row[6]: row[0] for row in rows if row[4] not in WITHDRAWN_STATUSES},
        document_sources=dict(documents),
        foreign=frozenset((*foreign, *(isin for isin, owner in owners.items() if owner not in funds))),
        document_ids=frozenset(document_id for _, document_id in documents),
        delivery_digests=dict(
            applied_deliveries(provider).exclude(delivery_id="").values_list("delivery_id", "data_digest")
        ),
        last=last_delivery(provider),
    )


def _rows(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def applied_deliveries(provider: Provider) -> QuerySet[Delivery]:
    """Deliveries of this provider that became public and stayed it, the latest first."""
    applied = Delivery.objects.filter(provider=provider, applied_at__isnull=False, rolled_back_at=None)
    return applied.order_by("-applied_at")


def last_delivery(provider: Provider) -> LastDelivery | None:
    """The delivery that was applied last, and when the newest of all was made: our own clock may have been set back."""
    applied = applied_deliveries(provider)
    last = applied.first()
    newest = applied.aggregate(newest=Max("generated_at"))["newest"]
    return LastDelivery(last.delivery_id, newest, last.data_digest) if last else None


def limits(provider: Provider) -> dict[str, Limit]:
    """The provider's guard limits by measure."""
    return {
        measure: Limit(count, share)
        for measure, count, share in GuardLimit.objects.filter(provider=provider).values_list(
            "measure", "count", "share"
        )
    }


def pending_file_names(provider: Provider) -> frozenset[str]:
    """Names of files that documents still wait for."""
    documents = FundDocument.objects.filter(provider=provider)
    pending = documents.filter(state=FundDocument.State.PENDING).values_list("file_name", flat=True)
    awaited = documents.exclude(awaited_file_name="").values_list("awaited_file_name", flat=True)
    return frozenset((*pending, *awaited))


def is_ruled_out(delivery: Delivery) -> bool:
    """Whether two people rejected these bytes, or rolled them back."""
    same = Delivery.objects.filter(provider=delivery.provider, data_digest=delivery.data_digest)
    return same.filter(Q(rolled_back_at__isnull=False) | Q(decisions__kind=Decision.Kind.REJECT)).exists()


def is_past(delivery: Delivery) -> bool:
    """Whether the delivery was public and isn't any more: a later one is, or it was rolled back."""
    if delivery.applied_at is None or delivery.rolled_back_at is not None:
        return delivery.applied_at is not None
    return applied_deliveries(delivery.provider).filter(applied_at__gt=delivery.applied_at).exists()


def is_settled(delivery: Delivery, *, today: date, reading: str) -> bool:
    """Whether these bytes are public already, would be read as they were, and nothing else waits for this day."""
    applied = applied_deliveries(delivery.provider)
    same, last = applied.filter(data_digest=delivery.data_digest).first(), applied.first()
    if same is None or same != last:
        return same is not None
    is_due = bool(pending_file_names(delivery.provider)) or is_a_date_due(delivery.provider, today)
    return same.reading == reading and not is_due


def is_a_date_due(provider: Provider, today: date) -> bool:
    """Whether something that was stated earlier takes effect by now: of documents, of funds, or of corrections."""
    documents = FundDocument.objects.filter(provider=provider)
    return (
        documents.filter(state=FundDocument.State.SCHEDULED, valid_from__lte=today).exists()
        or documents.filter(state=FundDocument.State.PUBLIC, expiration_date__lt=today).exists()
        or Fund.objects.filter(provider=provider, deauthorisation_date__lte=today)
        .exclude(status__in=WITHDRAWN_STATUSES)
        .exists()
        or Correction.objects.filter(
            fund__provider=provider, state=Correction.State.STANDS, expires_on__lt=today
        ).exists()
    )
