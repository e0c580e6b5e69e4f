"""What others may hear of operations."""

from django.dispatch import Signal

window_approved = Signal()
"""`window`: a maintenance window was approved, in a transaction that isn't committed yet."""
