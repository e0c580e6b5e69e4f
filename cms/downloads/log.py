"""Reading the download log."""

from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from msgspec import Struct

from .models import DocumentDownload

SHOWN_DAYS = 30
MOST_DAYS = 366


class Days(Struct, frozen=True):
    """From the first to the last day."""

    first: date
    last: date


def days_of(chosen: slice | None, *, today: date) -> Days:
    """The days that somebody chose, or the last 30; a year at most, so that each one can be seen."""
    last = chosen.stop.date() if chosen and chosen.stop else today
    if chosen is None:
        return Days(last - timedelta(days=SHOWN_DAYS - 1), last)
    earliest = last - timedelta(days=MOST_DAYS - 1)
    return Days(max(chosen.start.date(), earliest) if chosen.start else earliest, last)


def counted(documents: QuerySet[Any], days: Days) -> QuerySet[Any]:
    """Documents with `downloads` and `robots`, the most downloaded first, without those that nobody asked for."""
    told = documents.annotate(downloads=_sum(days, is_by_robots=False), robots=_sum(days, is_by_robots=True))
    return told.filter(Q(downloads__gt=0) | Q(robots__gt=0)).order_by("-downloads", "-robots", "document_id")


def by_day(documents: QuerySet[Any], days: Days) -> dict[date, int]:
    """Downloads of these documents by day, those of robots left out."""
    files = documents.order_by().values("sha256")
    rows = DocumentDownload.objects.filter(_within(days), is_by_robots=False, sha256__in=files)
    return dict(rows.values("day").annotate(total=Sum("count")).order_by("day").values_list("day", "total"))


def _sum(days: Days, *, is_by_robots: bool) -> Coalesce:
    rows = DocumentDownload.objects.filter(_within(days), sha256=OuterRef("sha256"), is_by_robots=is_by_robots)
    total = rows.order_by().values("sha256").annotate(total=Sum("count")).values("total")
    return Coalesce(Subquery(total), Value(0))


def _within(days: Days) -> Q:
    return Q(day__range=(days.first, days.last))
