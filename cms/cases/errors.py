"""What can't be done with a case; the message says why, to whoever tried."""


class NotAllowedError(ValueError):
    """A step that a case can't take now."""
