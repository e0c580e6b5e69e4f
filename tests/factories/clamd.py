"""A virus scanner for tests: it speaks as clamd does, and knows one harmless word as a virus.

clamd itself can't run here: its signatures come from elsewhere. What is spoken is the protocol of its manual.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

INFECTED = b"the-word-that-stands-for-a-virus"
SIGNATURE = "Test.Word-1"


class Clamd(ThreadingTCPServer):
    """Listens on this machine alone; `verdict` stands for what it says of everything, when it is set."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.verdict = ""
        self.scanned: list[int] = []

    @property
    def address(self) -> str:
        """As `CLAMAV_URL` says it."""
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class Asked(StreamRequestHandler):
    """One connection, one command."""

    server: Clamd

    def handle(self) -> None:
        """Answer as the manual of clamd says: a command that begins with z ends with a zero, and so does its answer."""
        command = self._command()
        answer = b"PONG" if command == b"zPING" else self._verdict() if command == b"zINSTREAM" else b"UNKNOWN COMMAND"
        self.wfile.write(answer + b"\0")

    def _command(self) -> bytes:
        said = b""
        while (letter := self.rfile.read(1)) not in (b"", b"\0"):
            said += letter
        return said

    def _verdict(self) -> bytes:
        content = b""
        while length := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(length)
        self.server.scanned.append(len(content))
        if self.server.verdict:
            return self.server.verdict.encode()
        return f"stream: {SIGNATURE} FOUND".encode() if INFECTED in content else b"stream: OK"


@contextmanager
def clamd() -> Iterator[Clamd]:
    """A scanner for as long as the block lasts."""
    server = Clamd()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
