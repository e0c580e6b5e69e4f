"""The product as it is shipped, and the peers, each behind granian with one worker."""

import os
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path

from infra.demo.commands import THREADS
from infra.parts.part import start
from infra.parts.ports import free_ports
from tests.bench.api import spent
from tests.factories.served import Server

CONNECTIONS = 8
PEERS = "tests.bench.api.peers"


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server that answers."""

    port: int
    pid: int

    def ask(self, addresses: Iterator[str], times: int, headers: Mapping[str, str] | None = None) -> None:
        """Put so many questions over connections that last; every answer must be a good one."""
        shares = [list(islice(addresses, times // CONNECTIONS)) for _ in range(CONNECTIONS)]
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            for done in [threads.submit(self._ask, share, dict(headers or {})) for share in shares]:
                done.result()

    def _ask(self, addresses: list[str], headers: dict[str, str]) -> None:
        connection = HTTPConnection("127.0.0.1", self.port)
        for address in addresses:
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 304):
                raise RuntimeError(f"{answer.status} for {address}")
        connection.close()

    def tag(self, address: str) -> str:
        """The ETag of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", address)
        return connection.getresponse().headers["ETag"]

    def memory(self) -> float:
        """Megabytes of its first worker."""
        return spent.memory(self.pid)


@contextmanager
def product(url: str, state: Path, **more: str) -> Iterator[Running]:
    """The product: keys, quotas and all, as `README.md` says it is started."""
    environment = {"DATABASE_URL": url} | more
    with _granian(
        "product", "cms.wsgi:application", "wsgi", "/api/v1/status/", environment, state, program="cms.server"
    ) as one:
        yield one


@contextmanager
def plain_django(url: str, state: Path) -> Iterator[Running]:
    """The REST framework and Wagtail's API v2, with a new connection for each request, as is Django's way."""
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": f"{PEERS}.settings"}
    with _granian("plain", f"{PEERS}.wsgi:application", "wsgi", "/rest/funds/1/", settings, state) as one:
        yield one


@contextmanager
def fastapi(url: str, state: Path) -> Iterator[Running]:
    """FastAPI."""
    with _granian("fastapi", f"{PEERS}.fast:application", "asgi", "/funds/1/", {"DATABASE_URL": url}, state) as one:
        yield one


@contextmanager
def _granian(
    name: str,
    application: str,
    interface: str,
    probe: str,
    environment: Mapping[str, str],
    state: Path,
    *,
    program: str = "granian",
) -> Iterator[Running]:
    (port,) = free_ports(1)
    threads = THREADS if interface == "wsgi" else ()  # of peers, too: fewer are quicker, see docs/performance.md
    options = ("--interface", interface, "--no-ws", *threads, "--host", "127.0.0.1", "--port", str(port))
    server = Server(
        name=f"{name}-{port}",
        url=f"http://127.0.0.1:{port}",
        argv=(sys.executable, "-m", program, *options, application),
        environment=os.environ | environment,
        probe=probe,
    )
    process = start(server, state=state)
    try:
        yield Running(port=port, pid=process.popen.pid)
    finally:
        process.stop()
