"""What operators announce to the public, and what they look after."""

from .check import CheckResult, DailyMeasure, LedgerVerification
from .checklist import ChecklistTick
from .maintenance import MaintenanceOccurrence, MaintenanceWindow
from .status_notice import StatusNotice
from .threshold import Threshold, limits_now

__all__ = [
    "CheckResult",
    "ChecklistTick",
    "DailyMeasure",
    "LedgerVerification",
    "MaintenanceOccurrence",
    "MaintenanceWindow",
    "StatusNotice",
    "Threshold",
    "limits_now",
]
