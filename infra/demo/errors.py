"""Ways in which the demo ends before it was asked to."""


class DemoError(Exception):
    """The demo can't go on; the message says why and what to do about it."""


class Asked(BaseException):
    """A signal asked the demo to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
