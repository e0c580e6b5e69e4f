"""What the gate answers to one person alone."""

from django.core.exceptions import PermissionDenied


class NotApprovedError(PermissionDenied):
    """What the public sees was about to change without the approval of a second person; the message says what."""
