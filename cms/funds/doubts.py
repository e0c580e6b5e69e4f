"""What is doubtful about a correction: an amount far from the provider's, and a name that another fund has."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import Q

from fundfeed.models import Fund

from . import correctable
from .correction_block import Entry, entries

AUTHORISED: Final = "authorised"
FAR: Final = 10  # times as much, or as little
CHARGES: Final = "ongoingCharges"
MOST_CHARGES: Final = Decimal("0.1")  # of what is invested, in a year
NAMES: Final = frozenset({"/legalFundNameOnly/en", "/legalFundNameOnly/zh-Hant"})


def doubts(corrections: Any, fund_id: str | None) -> Iterator[str]:
    """Sentences about one version's corrections of this fund; asks the database for the names alone."""
    for entry in entries(corrections):
        name = correctable.label(entry.pointer)
        yield from (f"{name}: {doubt}" for doubt in _of_amount(entry))
        if entry.pointer in NAMES and (other := _of_another_fund(entry.value, fund_id)):
            yield f"{name}: {other.fund_id} is called so, too."


def _of_amount(entry: Entry) -> Iterator[str]:
    before, after = _amount(_provider_said(entry)), _amount(entry.value)
    if before and after and not before / FAR <= after <= before * FAR:
        times = f"{after / before:,.0f} times as much" if after > before else f"{before / after:,.0f} times less"
        yield f"{before} becomes {after}, {times}."
    if after is not None and entry.pointer.endswith(f"/{CHARGES}") and after > MOST_CHARGES:
        yield f"{after} is {after:.0%} of what is invested, each year."


def _provider_said(entry: Entry) -> Any:
    return json.loads(entry.provider_value) if entry.provider_value else None


def _amount(said: Any) -> Decimal | None:
    """A positive number; None for what isn't one, such as a day or a name."""
    try:
        amount = Decimal(str(said))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount > 0 else None


def _of_another_fund(name: Any, fund_id: str | None) -> Fund | None:
    """The authorised fund of this very name, letter case apart."""
    if not name:
        return None
    same = Q(name__iexact=name) | Q(name_zh__iexact=name)
    return Fund.objects.filter(same, status=AUTHORISED).exclude(pk=fund_id).first()
