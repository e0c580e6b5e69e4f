"""A fund's public body as it would be: with other corrections, another summary, or another document; writes nothing."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from django.db.models import TextField
from django.db.models.functions import Cast
from msgspec import UNSET, Struct, UnsetType

from ..models import Fund, PublishedFund
from ..records.figures import FundFigures
from ..records.public import FundDetail, PublishedCorrection, PublishedDocument
from ..stages import compose
from ..stages.corrected import NotCorrectableError, refuse_unfit, value_at


class DraftedCorrection(Struct, frozen=True, kw_only=True):
    """A field and what it would say instead."""

    pointer: str
    value: Any
    reason: str


def fund_as_drafted(
    *,
    fund: Fund,
    corrections: Collection[PublishedCorrection] | UnsetType = UNSET,
    summary: Mapping[str, str] | UnsetType = UNSET,
    document: PublishedDocument | None = None,
) -> FundDetail | None:
    """What the API would serve; what isn't given is as it is in public. None for a fund that isn't public."""
    stored = PublishedFund.objects.filter(fund=fund).values_list("body", flat=True).first()
    if stored is None:
        return None
    public = msgspec.json.decode(stored, type=FundDetail)
    status, record, figures, deauthorisation = _stored(fund)
    others = [each for each in public.documents if document is None or each.document_id != document.document_id]
    profile = compose.profile(
        record,
        status,
        deauthorisation,
        [*others, document] if document else others,
        tuple(public.corrections if corrections is UNSET else corrections),
        _summary_of(public) if summary is UNSET else {name: text for name, text in summary.items() if text},
    )
    with_figures = compose.with_figures(profile, msgspec.json.decode(figures, type=FundFigures))
    return compose.detail(with_figures, public.publication)


def fitting(*, fund: Fund, drafted: Collection[DraftedCorrection], since: Any) -> tuple[PublishedCorrection, ...]:
    """The corrections as they would be public; one that doesn't fit the provider's record is left out."""
    return tuple(
        PublishedCorrection(
            field=each.pointer,
            provider_value=value_at(fund.record, each.pointer),
            corrected_value=each.value,
            reason=each.reason,
            since=since,
        )
        for each in drafted
        if _fits(fund.record, each)
    )


def _fits(record: Any, drafted: DraftedCorrection) -> bool:
    try:
        refuse_unfit(record, drafted.pointer, drafted.value)
    except NotCorrectableError:
        return False
    return True


def _stored(fund: Fund) -> tuple[str, str, str, Any]:
    record, figures = Cast("record", TextField()), Cast("figures", TextField())
    row: tuple[str, str, str, Any] = (
        Fund.objects.filter(pk=fund.pk).values_list("status", record, figures, "deauthorisation").get()
    )
    return row


def _summary_of(public: FundDetail) -> Mapping[str, str]:
    return public.editorial.summary if public.editorial else {}
