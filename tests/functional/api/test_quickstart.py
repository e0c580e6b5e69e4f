"""A partner's first hour goes as its page says, and the client in the docs does what it promises."""

import doctest
import json
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any
from urllib.request import urlopen

import pytest
from pytest_django.fixtures import Settings

from cms.partners import quotas
from infra.deliveries import Delivery
from tests.factories.live import live_api
from tests.factories.public_answers import fund_ids

DOCS = Path(__file__).parents[3] / "docs"
WRITTEN = "http://127.0.0.1:8000/api/v1"


@pytest.fixture
def api(public_record: Delivery) -> Iterator[str]:
    with live_api() as address:
        yield address


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The client as a partner has it: a file beside the program."""
    monkeypatch.syspath_prepend(str(DOCS / "clients"))
    monkeypatch.delitem(sys.modules, "fund_repository", raising=False)
    return import_module("fund_repository")


def test_the_first_hour_goes_as_it_is_written(
    api: str, client: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", (DOCS / "api/quickstart.md").read_text(), re.M | re.S)
    text = "\n".join(blocks).replace(WRITTEN, api)
    hour = doctest.DocTestParser().get_doctest(text, {}, "quickstart", None, None)
    said: list[str] = []

    found = doctest.DocTestRunner(verbose=False).run(hour, out=said.append)

    assert found.attempted > 20
    assert not found.failed, "".join(said)


def test_each_address_of_the_first_hour_is_there(api: str) -> None:
    addresses = re.findall(r"^curl -s '?(\S+?)'?$", (DOCS / "api/quickstart.md").read_text(), re.M)

    assert addresses
    for address in addresses:
        with urlopen(address.replace(WRITTEN, api)) as answer:  # noqa: S310 - this test's own server
            assert json.load(answer)


def test_every_page_of_a_list_is_walked_through(api: str, client: ModuleType) -> None:
    found = client.Repository(api).funds(pageSize=7, authorisationStatus=["authorised", "suspended", "in liquidation"])

    listed = [fund["fundId"] for fund in found]

    assert len(listed) == len(set(listed)) > 35
    assert set(listed) < set(fund_ids())


def test_what_has_not_changed_is_not_loaded_again(api: str, client: ModuleType) -> None:
    repository = client.Repository(api)
    bodies: list[str] = []
    keep = repository._keep

    def kept(address: str, *rest: Any) -> None:
        bodies.append(address)
        keep(address, *rest)

    repository._keep = kept

    first, second = repository.fund("DEM00001"), repository.fund("DEM00001")

    assert first == second
    assert bodies == ["/funds/DEM00001/"]


def test_no_more_is_kept_than_was_allowed(api: str, client: ModuleType) -> None:
    repository = client.Repository(api, kept=2)

    for fund_id in fund_ids()[:4]:
        repository.fund(fund_id)

    assert [address.split("/")[2] for address in repository._kept] == fund_ids()[2:4]


def test_the_client_waits_for_the_quota_and_goes_on(api: str, client: ModuleType, settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 1
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        _new_minute()

    repository = client.Repository(api, wait=wait)
    _new_minute()

    repository.status()
    repository.fund("DEM00001")

    assert len(waited) == 1
    assert 0 < waited[0] <= quotas.WINDOW
    assert repository.remaining == 0


def test_the_client_gives_up_with_what_the_api_said(api: str, client: ModuleType, settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 1
    waited: list[float] = []
    repository = client.Repository(api, tries=3, wait=waited.append)
    _new_minute()
    repository.status()

    with pytest.raises(client.Refused) as refused:
        repository.fund("DEM00001")

    assert (refused.value.code, refused.value.status, len(waited)) == ("too_many_requests", 429, 2)
    assert refused.value.request_id


@pytest.fixture
def liar() -> Iterator[str]:
    """A server that answers with other bytes, or sends elsewhere."""
    with HTTPServer(("127.0.0.1", 0), _Liar) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Liar(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        """Send on whoever asks for the status; answer all else with the same few bytes."""
        self.asked.append(self.path)
        self.send_response(302 if self.path == "/status/" else 200)
        self.send_header("Location", "/elsewhere/")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"%PDF")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_a_document_with_other_bytes_is_not_saved(liar: str, client: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(client.Damaged):
        client.Repository(liar).save({"sha256": sha256(b"another").hexdigest()}, tmp_path)

    assert not list(tmp_path.iterdir())


def test_a_key_is_not_carried_to_where_an_answer_points(liar: str, client: ModuleType) -> None:
    _Liar.asked.clear()

    with pytest.raises(client.Refused):
        client.Repository(liar, key="frk_of_mine").status()

    assert _Liar.asked == ["/status/"]


def _new_minute() -> None:
    quotas.ahead.forget()
    for name in quotas.client().scan_iter(f"{quotas.PREFIX}*"):
        quotas.client().delete(name)
