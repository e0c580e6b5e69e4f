"""Stage 7, corrections: retire those that the provider's new record, or their own last day, has overtaken."""

from collections.abc import Iterator
from datetime import date, datetime

from ..models import Correction, Delivery
from ..records.delivery import INDEX
from ..records.findings import Finding, shown, warn
from .corrected import Fate, FieldCorrection, fate

TOLD = {
    Fate.AGREED: "The provider says now what the correction said; it is retired.",
    Fate.SUPERSEDED: "The provider has changed a corrected field; its new value is published.",
    Fate.EXPIRED: "The correction has reached its last day; the provider's value is published again.",
}


def retire(delivery: Delivery, *, today: date, at: datetime) -> Iterator[Finding]:
    """Retire what no longer stands; yields a warning for each."""
    standing = Correction.objects.filter(fund__provider=delivery.provider, state=Correction.State.STANDS)
    for correction in standing.select_related("fund").order_by("pk"):
        verdict = fate(field_correction(correction), correction.fund.record, today=today)
        if verdict is Fate.STANDS:
            continue
        correction.state, correction.retired_at, correction.retired_by = verdict.value, at, delivery
        correction.save(update_fields=["state", "retired_at", "retired_by"])
        yield warn(
            f"correction.{verdict.value}",
            f"{correction.fund_id}: {TOLD[verdict]}",
            file=INDEX,
            pointer=correction.pointer,
            subject=correction.fund_id,
            expected=shown(correction.corrected_value),
        )


def field_correction(correction: Correction) -> FieldCorrection:
    """The correction as the pure merge takes it."""
    return FieldCorrection(
        pointer=correction.pointer,
        provider_value=correction.provider_value,
        corrected_value=correction.corrected_value,
        expires_on=correction.expires_on,
    )
