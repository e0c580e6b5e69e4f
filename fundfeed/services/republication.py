"""Composing all anew: what is served of funds, of their past and of their documents follows the code.

The ledger grows only where a profile reads differently.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import transaction
from msgspec import Struct

from ..adapters.clock import SystemClock
from ..models import Fund, FundVersion, Provider, PublishedFund
from ..records.changes import Place
from ..selectors.fund_documents import documents_of_funds
from ..stages import publish
from ..stages.apply import Applied
from .corrections import PATIENCE_SECONDS, current_delivery
from .runs import alone

BATCH = 1000


class Republished(Struct, frozen=True):
    """How many funds were composed anew, and how many of them got a new version in the ledger."""

    funds: int
    versions: int


def republish(*, provider: Provider) -> Republished:
    """Compose every published fund of the provider again, batch by batch; raises `AlreadyRunning`.

    Readers see each batch before or after, never half of it. A second time changes nothing.
    """
    now = SystemClock().now()
    fund_ids = (
        PublishedFund.objects.filter(fund__provider=provider).order_by("fund_id").values_list("fund_id", flat=True)
    )
    with alone(provider, patience=PATIENCE_SECONDS):
        counted = [(len(batch), _publish(batch, now)) for batch in _batches(list(fund_ids))]
    return Republished(sum(funds for funds, _ in counted), sum(versions for _, versions in counted))


def _publish(fund_ids: Collection[str], now: datetime) -> int:
    with transaction.atomic():
        delivery = current_delivery(Fund.objects.select_related("provider", "delivery").get(pk=next(iter(fund_ids))))
        applied = Applied(fund_ids=frozenset(fund_ids), places=_places(fund_ids), document_ids=_documents(fund_ids))
        published = publish.versions(applied, delivery=delivery, at=now)
        publish.list_anew(fund_ids, at=now)
        return published


def _documents(fund_ids: Collection[str]) -> frozenset[str]:
    """The documents that these funds show now."""
    shown = documents_of_funds(fund_ids).values()
    return frozenset(document.document_id for documents in shown for document in documents)


def _places(fund_ids: Collection[str]) -> dict[str, Place]:
    """Where the version that is public now comes from: a new one says the same source."""
    latest = FundVersion.objects.filter(fund_id__in=fund_ids).order_by("fund_id", "-version").distinct("fund_id")
    return {
        fund_id: Place(file, pointer) for fund_id, file, pointer in latest.values_list("fund_id", "file", "pointer")
    }


def _batches(fund_ids: list[str]) -> Iterator[list[str]]:
    return (fund_ids[start : start + BATCH] for start in range(0, len(fund_ids), BATCH))
