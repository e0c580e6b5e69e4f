"""What editors say about a fund, published beside the provider's record."""

from collections.abc import Mapping

from django.db import transaction

from ..adapters.clock import SystemClock
from ..models import EditorialSummary, Fund
from ..records.changes import Place
from .corrections import PATIENCE_SECONDS, publish_anew
from .people import by_two_people
from .runs import alone

SOURCE = "editorial"


def set_summary(*, fund: Fund, summary: Mapping[str, str], by: str, approved_by: str, reason: str) -> None:
    """Publish the summary, limited HTML by language, or take it off when it is empty; raises `OnePersonError`."""
    by_two_people(by=by, approved_by=approved_by, reason=reason)
    now = SystemClock().now()
    with alone(fund.provider, patience=PATIENCE_SECONDS), transaction.atomic():
        Fund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
        said = {language: text for language, text in summary.items() if text}
        if said:
            values = {"summary": said, "by": by, "approved_by": approved_by, "made_at": now}
            EditorialSummary.objects.update_or_create(fund=fund, defaults=values)
        else:
            EditorialSummary.objects.filter(fund=fund).delete()
        publish_anew(fund, Place(file=SOURCE, pointer=f"/{fund.pk}/summary"), now)
