"""What two people decide about deliveries, and by what they are judged."""

from .decision import DeliveryDecision
from .policy import FeedPolicy

__all__ = ["DeliveryDecision", "FeedPolicy"]
