"""That retention ran, and what two people decide about a person's data."""

from .request import PersonalDataRequest
from .retention import RetentionRun, last_runs

__all__ = ["PersonalDataRequest", "RetentionRun", "last_runs"]
