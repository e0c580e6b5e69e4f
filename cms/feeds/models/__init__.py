"""What two people decide about deliveries."""

from .decision import DeliveryDecision

__all__ = ["DeliveryDecision"]
