"""The product as processes of its own: the back end and the built front end, on a scratch database."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from infra.demo.commands import THREADS
from infra.demo.frontend import NODE_DIRECTORY, SERVER
from infra.parts.node import find_node
from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.process import Command
from tests.factories.scratch import ROOT, Scratch

PASSWORD = "a password for tests"


@dataclass(frozen=True, kw_only=True)
class Server:
    """One process that answers HTTP."""

    name: str
    url: str
    argv: tuple[str, ...]
    environment: Mapping[str, str]
    probe: str

    def prepare(self) -> None:
        """Nothing to make."""

    def command(self) -> Command:
        """In the foreground."""
        return Command(name=self.name, argv=self.argv, environment=self.environment, directory=ROOT)

    def is_ready(self) -> bool:
        """Whether it answers now."""
        try:
            with urlopen(f"{self.url}{self.probe}", timeout=5) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)
        except OSError:
            return False

    def complete(self) -> None:
        """Nothing to make."""


@dataclass(frozen=True)
class Served:
    """Where people find admin and site."""

    admin: str
    site: str


@contextmanager
def served(scratch: Scratch, *, state: Path) -> Iterator[Served]:
    """Both servers with the demo's people and content."""
    subprocess.run([sys.executable, "-m", "infra.demo.frontend", "build"], cwd=ROOT, check=True)
    web, site = free_ports(2)
    admin_address, site_address = f"http://127.0.0.1:{web}", f"http://127.0.0.1:{site}"
    addresses = {
        "APP_ENV": "demo",
        "PUBLIC_API_URL": admin_address,
        "PUBLIC_SITE_URL": site_address,
        "DEMO_PASSWORD": PASSWORD,
    }
    environment = os.environ | scratch.environment | addresses
    for command in (
        ("migrate", "-v0"),
        ("collectstatic", "--noinput"),
        ("create_demo_users",),
        ("create_demo_content",),
        ("create_demo_support",),
    ):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)  # noqa: S603
    site_server = front_end(site_address, site, admin_address)
    with running(back_end(admin_address, web, environment), state=state), running(site_server, state=state):
        yield Served(admin_address, site_address)


def back_end(url: str, port: int, environment: Mapping[str, str]) -> Server:
    """The product behind granian, as in production."""
    (ROOT / "static").mkdir(exist_ok=True)  # granian wants it to be there, collected or not
    static = ("--static-path-route", "/static", "--static-path-mount", str(ROOT / "static"))
    server = ("-m", "cms.server", "--interface", "wsgi", *THREADS)
    address = ("--host", "127.0.0.1", "--port", str(port))
    argv = (sys.executable, *server, *address, *static, "cms.wsgi:application")
    return Server(name="web", url=url, argv=argv, environment=environment, probe="/api/v1/status/")


def front_end(url: str, port: int, admin: str) -> Server:
    """The built site, as in production, asking the back end at `admin`."""
    node = find_node(NODE_DIRECTORY / "bin")
    addresses = {"API_URL": f"{admin}/api/v1", "PUBLIC_API_URL": admin, "PUBLIC_SITE_URL": url}
    environment = {"HOST": "127.0.0.1", "PORT": str(port), **addresses}
    argv = (str(node.shims / "node"), str(SERVER))
    return Server(name="site", url=url, argv=argv, environment=os.environ | environment, probe="/healthz")
