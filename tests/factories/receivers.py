"""Receivers of webhooks: real HTTP servers, one that is well-behaved and several that aren't."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOCAL = "127.0.0.1"


@dataclass
class Received:
    """One message as it came."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """A server that answers with the status at hand, and remembers everything."""

    url: str = ""
    status: int = 204
    answer_headers: dict[str, str] = field(default_factory=dict)
    messages: list[Received] = field(default_factory=list)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver for as long as the test needs it."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.messages.append(Received({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(receiver.status)
            for name, value in receiver.answer_headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((LOCAL, 0), Handler)
    receiver.url = f"http://{LOCAL}:{server.server_address[1]}/funds"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def misbehaving(behave: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A server that does `behave` with each connection until the test is over; gives its port."""
    over, listener = threading.Event(), socket.create_server((LOCAL, 0))
    listener.settimeout(0.05)

    def serve() -> None:
        while not over.is_set():
            try:
                channel, _ = listener.accept()
            except TimeoutError:
                continue
            with channel:
                try:
                    channel.settimeout(5)
                    behave(channel, over)
                except OSError:
                    continue

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        over.set()
        thread.join()
        listener.close()
