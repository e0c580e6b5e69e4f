"""Correcting a field of a fund, and taking a correction back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from ..adapters.clock import SystemClock
from ..models import Correction, Delivery, Fund
from ..records.changes import Place
from ..selectors.public_state import applied_deliveries
from ..stages import publish
from ..stages.apply import Applied
from ..stages.corrected import NotCorrectableError, refuse_unfit, value_at
from .people import by_two_people
from .runs import alone

SOURCE = "correction"
PATIENCE_SECONDS = 5.0


def correct_fund(
    *,
    fund_id: str,
    pointer: str,
    value: Any,
    reason: str,
    by: str,
    approved_by: str,
    expires_on: date | None = None,
) -> Correction:
    """Publish `value` in the place of the provider's until the provider changes that field.

    `value` is JSON, None to leave the field out. Raises `NotCorrectableError` or `OnePersonError`.
    """
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    now = SystemClock().now()
    fund = _fund(fund_id)
    with alone(fund.provider, patience=PATIENCE_SECONDS), transaction.atomic():
        fund = Fund.objects.select_for_update(of=("self",)).get(pk=fund_id)
        refuse_unfit(fund.record, pointer, value)
        _withdraw(fund, pointer, now, by=by, approved_by=approved_by, reason=reason)
        values = {"provider_value": value_at(fund.record, pointer), "corrected_value": value}
        decided = {"reason": reason, "by": by, "approved_by": approved_by, "made_at": now, "expires_on": expires_on}
        correction = Correction.objects.create(fund=fund, pointer=pointer, **values, **decided)
        _publish(fund, correction, now)
    return correction


def withdraw_correction(*, correction: Correction, reason: str, by: str, approved_by: str) -> None:
    """Publish the provider's value again; raises `NotCorrectableError` or `OnePersonError`."""
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    now = SystemClock().now()
    fund = correction.fund
    with alone(fund.provider, patience=PATIENCE_SECONDS), transaction.atomic():
        if not _withdraw(fund, correction.pointer, now, by=by, approved_by=approved_by, reason=reason):
            raise NotCorrectableError(f"The correction doesn't stand any more: {correction.get_state_display()}.")
        _publish(fund, correction, now)


def _withdraw(fund: Fund, pointer: str, now: datetime, *, by: str, approved_by: str, reason: str) -> int:
    standing = Correction.objects.filter(fund=fund, pointer=pointer, state=Correction.State.STANDS)
    return standing.update(
        state=Correction.State.WITHDRAWN,
        retired_at=now,
        withdrawn_by=by,
        withdrawal_approved_by=approved_by,
        withdrawal_reason=reason,
    )


def _publish(fund: Fund, correction: Correction, now: datetime) -> None:
    """A new version, whose source is the correction."""
    publish_anew(fund, Place(file=SOURCE, pointer=f"/{correction.pk}{correction.pointer}"), now)


def publish_anew(fund: Fund, place: Place, now: datetime) -> None:
    """A new version of the fund if it looks different now, from this source."""
    applied = Applied(fund_ids=frozenset({fund.pk}), places={fund.pk: place})
    publish.versions(applied, delivery=current_delivery(fund), at=now)


def current_delivery(fund: Fund) -> Delivery:
    """The provider's delivery beside which the fund is published."""
    return applied_deliveries(fund.provider).first() or fund.delivery


def _fund(fund_id: str) -> Fund:
    fund = Fund.objects.select_related("provider").filter(pk=fund_id).first()
    if fund is None:
        raise NotCorrectableError(f"No fund has the fundId {fund_id}.")
    return fund
