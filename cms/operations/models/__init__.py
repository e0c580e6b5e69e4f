"""What operators announce to the public."""

from .maintenance import MaintenanceWindow
from .status_notice import StatusNotice

__all__ = ["MaintenanceWindow", "StatusNotice"]
