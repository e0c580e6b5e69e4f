"""What operators announce to the public, and what they look after."""

from .check import CheckResult, DailyMeasure, LedgerVerification
from .checklist import ChecklistTick
from .maintenance import MaintenanceOccurrence, MaintenanceWindow
from .service import CleanUp, MeasuredHour, ServiceMinute, Trouble
from .status_notice import StatusNotice
from .threshold import Threshold, limits_now

__all__ = [
    "CheckResult",
    "ChecklistTick",
    "CleanUp",
    "DailyMeasure",
    "LedgerVerification",
    "MaintenanceOccurrence",
    "MaintenanceWindow",
    "MeasuredHour",
    "ServiceMinute",
    "StatusNotice",
    "Threshold",
    "Trouble",
    "limits_now",
]
