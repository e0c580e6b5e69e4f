"""A case, its timeline, what ran over, and the times that two people approve."""

from .case import Case, CaseBreach, CaseEntry, CaseSerial
from .times import CaseTimes, times_now

__all__ = ["Case", "CaseBreach", "CaseEntry", "CaseSerial", "CaseTimes", "times_now"]
