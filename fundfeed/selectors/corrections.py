"""Corrections that stand."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from ..models import Correction
from ..models.among import Among


def standing(fund_ids: Collection[str]) -> Mapping[str, list[Correction]]:
    """The corrections that stand, by fundId, the oldest first."""
    found: dict[str, list[Correction]] = defaultdict(list)
    corrections = Correction.objects.filter(Among("fund_id", fund_ids), state=Correction.State.STANDS)
    for correction in corrections.order_by("made_at", "pk"):
        found[correction.fund_id].append(correction)
    return found
