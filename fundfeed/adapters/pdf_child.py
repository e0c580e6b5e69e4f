"""`python -m fundfeed.adapters.pdf_child`: judges the PDFs that come through standard input, within limits.

Each comes as eight bytes of length and the file; the answer is one line of JSON. It ends when its input does.
"""

import signal
import sys
from io import BytesIO

import msgspec

from ..ports import PdfReport
from .pdf import inspect
from .pdf_room import LENGTH

MOST_MEMORY = 1024 * 1024 * 1024
TOO_MUCH = "A person must look at it: looking into it needs more memory than a document may take."


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asks
    _limit_memory()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(LENGTH):
        answers.write(msgspec.json.encode(_judged(asked.read(int.from_bytes(head)))) + b"\n")
        answers.flush()


def _judged(content: bytes) -> PdfReport:
    try:
        return inspect(BytesIO(content))
    except MemoryError:
        return PdfReport(0, TOO_MUCH)


def _limit_memory() -> None:
    """Where the system knows no such limit, files are judged without it."""
    try:
        from resource import RLIMIT_AS, setrlimit
    except ImportError:
        return
    setrlimit(RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
