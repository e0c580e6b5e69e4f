"""What the feed would say of a delivery, for the provider who is about to send it: no database, no settings."""

from .check import check
from .report import Report

__all__ = ["Report", "check"]
