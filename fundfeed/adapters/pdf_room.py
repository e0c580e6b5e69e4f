"""Looks into PDFs in a process of its own: a file that is made to exhaust memory or time ends there, and not here."""

import atexit
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec

from ..ports import PdfReport

LENGTH = 8  # bytes that say how many follow
PACKAGES = Path(__file__).parents[2]
MOST_SECONDS = 60
ATTEMPTS = 2  # the process may have ended for a reason that isn't the file's
GAVE_UP = "A person must look at it: looking into it took more memory or time than a document may."


class Room:
    """One process that judges one PDF after the other; begun when first needed, and again after it died."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def inspect(self, stream: BinaryIO) -> PdfReport:
        """Judge the PDF in `stream`; never raises for what the file holds."""
        content = stream.read()
        with self._turn:
            for _ in range(ATTEMPTS):
                begun = time.monotonic()
                if answer := self._ask(content):
                    return msgspec.json.decode(answer, type=PdfReport)
                if time.monotonic() - begun >= MOST_SECONDS:
                    break
        return PdfReport(0, GAVE_UP)

    def close(self) -> None:
        """End the process, if there is one of ours."""
        if self._process is not None and self._owner == os.getpid():
            self._end(self._process)

    def _ask(self, content: bytes) -> bytes:
        """The answer; nothing when the process died over it."""
        process = self._running()
        asked, answers = _pipes(process)
        patience = threading.Timer(MOST_SECONDS, process.kill)
        patience.start()
        try:
            asked.write(len(content).to_bytes(LENGTH) + content)
            asked.flush()
            answer = answers.readline()
        except BrokenPipeError:
            answer = b""
        finally:
            patience.cancel()
        if not answer:
            self._end(process)
        return answer

    def _running(self) -> "subprocess.Popen[bytes]":
        """The process; a fork of this one begins its own, because two can't share its pipes."""
        if self._process is None or self._owner != os.getpid():
            path = os.pathsep.join(filter(None, [str(PACKAGES), os.environ.get("PYTHONPATH", "")]))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "fundfeed.adapters.pdf_child"],
                env={"PYTHONPATH": path, "PATH": os.environ.get("PATH", "")},  # no secret goes where hostile bytes are
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._owner = os.getpid()
        return self._process

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        process.kill()
        process.wait()
        for pipe in _pipes(process):
            with suppress(BrokenPipeError):  # what was still to be written goes nowhere
                pipe.close()
        self._process = None


def _pipes(process: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    return cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)


_room = Room()
inspect = _room.inspect
atexit.register(_room.close)
