"""Yesterday, as a delivery is compared with it."""

from datetime import date

from django.db.models import Max, Q, QuerySet

from ..models import Correction, Decision, Delivery, Fund, FundDocument, GuardLimit, Provider, ShareClass
from ..records.changes import LastDelivery, Limit, PublicFund, PublicState
from ..records.feed import WITHDRAWN_STATUSES

NOT_ARCHIVED = [state for state in FundDocument.State if state is not FundDocument.State.ARCHIVED]


def public_state(provider: Provider) -> PublicState:
    """What the public record holds of this provider's funds and documents."""
    rows = list(
        Fund.objects.filter(provider=provider).values_list(
            "fund_id", "record_sha256", "figures_sha256", "isins", "status", "deauthorisation_date", "source_sha256"
        )
    )
    documents = FundDocument.objects.filter(provider=provider, state__in=NOT_ARCHIVED, is_upload=False)
    document_rows = list(documents.values_list("source_sha256", "document_id"))
    return PublicState(
        funds={
            fund_id: PublicFund(record, figures, tuple(isins), status in WITHDRAWN_STATUSES, deauthorised)
            for fund_id, record, figures, isins, status, deauthorised, _ in rows
        },
        isin_owners=dict(ShareClass.objects.filter(fund__provider=provider).values_list("isin", "fund_id")),
        umbrella_ids=frozenset(
            Fund.objects.filter(provider=provider)
            .exclude(umbrella_id="")
            .values_list("umbrella_id", flat=True)
            .distinct()
        ),
        fund_sources={row[6]: row[0] for row in rows if row[4] not in WITHDRAWN_STATUSES},
        document_sources=dict(document_rows),
        foreign=_foreign(provider),
        document_ids=frozenset(document_id for _, document_id in document_rows),
        delivery_digests=dict(
            applied_deliveries(provider).exclude(delivery_id="").values_list("delivery_id", "data_digest")
        ),
        last=last_delivery(provider),
    )


def _foreign(provider: Provider) -> frozenset[str]:
    """Identifiers that other providers or people brought; nobody may write another's records."""
    uploads = FundDocument.objects.filter(is_upload=True).values_list("document_id", flat=True)
    if not Provider.objects.exclude(pk=provider.pk).exists():
        return frozenset(uploads)
    funds = Fund.objects.exclude(provider=provider).values_list("fund_id", flat=True)
    isins = ShareClass.objects.exclude(fund__provider=provider).values_list("isin", flat=True)
    documents = FundDocument.objects.exclude(provider=provider).values_list("document_id", flat=True)
    return frozenset((*funds, *isins, *documents, *uploads))


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
