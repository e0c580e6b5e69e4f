"""100,000 records of one provider, the product that serves and keeps them, and what of it may be lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connections
from django.test import override_settings

from fundfeed.adapters.staging import path_of
from fundfeed.models import FeedRun
from infra.deliveries import Delivery, compose
from infra.demo.frontend import is_built
from infra.parts.part import running, start
from infra.parts.ports import free_ports
from infra.parts.process import Process
from tests.bench.tables import know_files
from tests.bench.world import world
from tests.factories.scratch import ROOT, url_of
from tests.factories.served import Server, back_end, front_end
from tests.factories.site import Site, open_site
from tests.verification.backing import stores_below
from tests.verification.crew import WITH_WEBHOOKS, Crew, own_crew

SHARE = float(os.environ.get("LOAD_SHARE", "1"))  # of the 100,000 records, for a first look
TIMES = max(1, round(10 * SHARE))  # so many times the sample's 951 funds
DOCUMENTS = round(90_490 * SHARE)
PATIENCE_SECONDS = 900  # so many records beside so many readers take their time
ON_ONE_MACHINE = {
    "ANONYMOUS_PER_MINUTE": "1000000",  # everybody comes from one address
    "WEBHOOKS_ON_THIS_MACHINE": "true",
    "TEST_ROUND_SECONDS": "10",  # each second they would fill the worker's queue, and no webhook had its turn
}


@dataclass
class Stage:
    """Who delivers, who works, and where API, admin and site answer."""

    provider: Site
    crew: Crew
    api: str
    admin: str
    site: str
    _admin: Process
    _second: Delivery

    def next_day(self) -> None:
        """The provider delivers: 1 % of the funds have another company, and there are documents, received before."""
        self.provider.next_day()
        self.provider.deliver(self._second)
        self.crew.tell_time(self.provider)

    def lose_admin(self) -> None:
        """Where editors and operators work is gone from one moment to the next."""
        os.killpg(self._admin.popen.pid, signal.SIGKILL)
        self._admin.end()

    def is_applied(self, days: int) -> bool:
        """Whether so many days are public; whoever ended meanwhile is started again."""
        self.crew.keep_going()
        return FeedRun.objects.filter(outcome="applied").count() == days

    def rest(self, *, until: float, with_supervisor: bool = True) -> None:
        """Let things go on as they are."""
        while time.monotonic() < until:
            if with_supervisor:
                self.crew.keep_going()
            time.sleep(0.5)


@contextmanager
def on_stage(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Everything at work inside the block, on the database that is connected."""
    if not is_built():
        subprocess.run([sys.executable, "-m", "infra.demo.frontend", "build"], cwd=ROOT, check=True)
    store = directory / "store"
    with override_settings(STORAGES=stores_below(store)), own_crew(directory / "crew") as crew, ExitStack() as stack:
        provider = _first_day(directory / "provider", monkeypatch)
        second = _second_day(provider.delivery)
        _receive([record["fileName"] for record in second.documents["documents"]])
        api, admin, site = free_ports(3)
        addresses = {"PUBLIC_API_URL": _at(api), "PUBLIC_SITE_URL": _at(site), "STORAGE_URL": store.as_uri()}
        database = {"DATABASE_URL": url_of(connections["default"].settings_dict)}
        known = {**os.environ, **addresses, **database, **crew.environment, **ON_ONE_MACHINE}
        crew.begin(provider, known, WITH_WEBHOOKS)
        servers = (back_end(_at(api), api, known), front_end(_at(site), site, _at(api)))
        for server in servers:
            stack.enter_context(running(server, state=directory))
        admin_process = start(_another(back_end(_at(admin), admin, known)), state=directory)
        stack.callback(admin_process.stop)
        yield Stage(provider, crew, _at(api), _at(admin), _at(site), admin_process, second)


def _at(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _another(server: Server) -> Server:
    return Server(name="admin", url=server.url, argv=server.argv, environment=server.environment, probe="/admin/login/")


def _first_day(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    provider = open_site(directory, monkeypatch)
    provider.deliver(compose(day=1, funds=world(None, times=TIMES).funds, documents=[], deauthorised=[]))
    assert provider.sync().outcome == "applied"
    return provider


def _second_day(first: Delivery) -> Delivery:
    records = world(None, documents=DOCUMENTS).documents["documents"]
    funds = [
        fund | {"manCo": "Haven Management"} if number % 100 == 0 else fund for number, fund in enumerate(first.funds)
    ]
    return compose(day=2, funds=funds, documents=records, deauthorised=[])


def _receive(names: list[str]) -> None:
    """These files came before: each holds the number of its record, by whose digest it is named."""
    know_files(names)
    for number in range(len(names)):
        content = b"%d" % number
        path = Path(storages["archive"].path(path_of(sha256(content).hexdigest())))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
