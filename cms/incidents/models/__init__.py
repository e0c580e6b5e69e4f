"""Incidents, the signs by which they were noticed, what is sent about them, and what was learnt."""

from .incident import Incident, Sign
from .intake import IntakePause
from .message import IncidentMessage, messages_now
from .read_only import ReadOnlySwitch, read_only_since
from .review import Review, ReviewAction

__all__ = [
    "Incident",
    "IncidentMessage",
    "IntakePause",
    "ReadOnlySwitch",
    "Review",
    "ReviewAction",
    "Sign",
    "messages_now",
    "read_only_since",
]
