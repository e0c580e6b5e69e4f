"""What grows: measured each hour, the last value of a day kept for good."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Max, Sum
from msgspec import Struct

from cms.accounts.models import User
from cms.audit.models import AuditEvent
from fundfeed.models import DeliveryFile, DocumentFile, Fund, FundVersion

from .models import DailyMeasure, MeasuredHour, ServiceMinute
from .served.periods import midnight
from .wording import bytes_of


class Kind(Struct, frozen=True):
    """One thing that grows: its title, and how its amounts are written."""

    title: str
    told: Callable[[float], str]

    def change(self, amount: float) -> str:
        """An amount by which it grew or shrank."""
        return f"{'+' if amount >= 0 else '−'}{self.told(abs(amount))}"


def _count(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"  # noqa: PLR2004 - one digit more


def _percent(value: float) -> str:
    return f"{value:.1f} %"


KINDS: Final[Mapping[str, Kind]] = {
    "disk_percent": Kind("disk in use", _percent),
    "database_bytes": Kind("database", bytes_of),
    "stored_bytes": Kind("stored files", bytes_of),
    "funds": Kind("funds", _count),
    "documents": Kind("documents", _count),
    "ledger_entries": Kind("entries of the ledger", _count),
    "audit_events": Kind("events of the audit trail", _count),
    "users": Kind("people with access", _count),
    "requests": Kind("requests a day", _count),
    "processor_highest": Kind("load of the processors, at most", _percent),
    "memory_highest": Kind("memory in use, at most", _percent),
    "connections_highest": Kind("database connections in use, at most", _percent),
}
LIMITED: Final = {
    "disk_percent": "disk_percent",
    "processor_highest": "processor_percent",
    "memory_highest": "memory_percent",
    "connections_highest": "connections_percent",
}


def measure_growth(*, day: date) -> None:
    """Keep today's values in place of those of an hour ago, and of the day before what only a whole day tells."""
    before = day - timedelta(days=1)
    rows = [DailyMeasure(day=day, name=name, value=value) for name, value in _values().items()]
    rows += [DailyMeasure(day=before, name=name, value=value) for name, value in _of_whole_day(before).items()]
    DailyMeasure.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("day", "name"), update_fields=("value",)
    )


def _values() -> dict[str, float]:
    return {
        "disk_percent": _disk_percent(),
        "database_bytes": _database_bytes(),
        "stored_bytes": _sum_of_sizes(DocumentFile) + _sum_of_sizes(DeliveryFile),
        "funds": Fund.objects.count(),
        "documents": DocumentFile.objects.count(),
        "ledger_entries": FundVersion.objects.aggregate(last=Max("sequence"))["last"] or 0,
        "audit_events": AuditEvent.objects.aggregate(last=Max("sequence"))["last"] or 0,
        "users": User.objects.filter(is_active=True).count(),
    }


def _of_whole_day(day: date) -> dict[str, float]:
    """Requests, and the highest of what was measured; nothing of a day on which nobody measured."""
    begins = midnight(day)
    ends = midnight(day + timedelta(days=1))
    asked = ServiceMinute.objects.filter(area="api", minute__gte=begins, minute__lt=ends).aggregate(n=Sum("requests"))
    hours = MeasuredHour.objects.filter(hour__gte=begins, hour__lt=ends).order_by()
    highest = dict(hours.values_list("measure").annotate(Max("highest")))
    found = {name: highest.get(measure) for name, measure in LIMITED.items() if name.endswith("_highest")}
    return {name: value for name, value in {"requests": asked["n"], **found}.items() if value is not None}


def _disk_percent() -> float:
    folder = Path(settings.FEED_STAGING_DIR)
    usage = shutil.disk_usage(next(parent for parent in (folder, *folder.parents) if parent.exists()))
    return 100 * (usage.total - usage.free) / usage.total


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _sum_of_sizes(model: type[DocumentFile] | type[DeliveryFile]) -> int:
    return int(model.objects.aggregate(total=Sum("size"))["total"] or 0)
