"""What others may hear of content."""

from django.dispatch import Signal

content_published = Signal()
"""Payloads of these `kinds` were written, or `withdrawn`, in a transaction that isn't committed yet."""
