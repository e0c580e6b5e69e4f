"""What the person at the terminal reads while the demo works."""

import os
import sys
import time
from contextlib import suppress


class Progress:
    """Short lines with the seconds since the start."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def say(self, text: str) -> None:
        """Print one thing that has just happened."""
        self.print(f"{time.monotonic() - self._started:6.1f} s  {text}")

    def print(self, line: str) -> None:
        """Print a line at once; a reader that has gone away is no reason to end."""
        try:
            print(line, flush=True)
        except BrokenPipeError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
