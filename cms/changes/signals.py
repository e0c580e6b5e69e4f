"""What an approval says; the register listens, so that the tables needn't know what follows from them."""

from django.dispatch import Signal

request_approved = Signal()
"""`request`, `approval`: a version of a change request was approved, in a transaction that isn't committed yet."""
