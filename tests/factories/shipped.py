"""The whole product behind granian, as shipped, with a record, content, a partner and bulk files really committed."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from fundfeed.services import make_bulk
from infra.parts.part import start
from infra.parts.ports import free_ports
from tests.factories.moderation import checker, maker
from tests.factories.partners import claimed, key_of, partner
from tests.factories.scratch import NAME, scratch_database
from tests.factories.served import back_end
from tests.factories.site import open_site
from tests.factories.varied import a_varied_delivery
from tests.verification.conftest import connected_to

HOOK = "https://harbour.example/funds"
KEYS = 400


@dataclass(frozen=True)
class Shipped:
    """Where it is, keys of its partner that nobody has used, and its process."""

    url: str
    keys: Sequence[str]
    pid: int


@contextmanager
def shipped(blocker: DjangoDbBlocker, directory: Path, **environment: str) -> Iterator[Shipped]:
    """The product with two days of the record public; ended after the block."""
    with (
        scratch_database(blocker) as scratch,
        blocker.unblock(),
        connected_to(NAME=NAME),
        pytest.MonkeyPatch.context() as patch,
    ):
        _publish(directory, patch)
        keys = _keys()
        (port,) = free_ports(1)
        url = f"http://127.0.0.1:{port}"
        variables = os.environ | scratch.environment | {"PUBLIC_API_URL": url} | environment
        process = start(back_end(url, port, variables), state=directory)
        try:
            yield Shipped(url, keys, process.popen.pid)
        finally:
            process.stop()


def _publish(directory: Path, patch: pytest.MonkeyPatch) -> None:
    site = open_site(directory / "site", patch)
    site.deliver(a_varied_delivery())
    assert site.sync().outcome == "applied"
    second = site.next_day()
    second.fund("DEM00001")["manCo"] = "Harbour Asset Management"
    second.deauthorise(second.funds[20]["fundId"], reason="merger")
    site.deliver(second)
    assert site.sync().outcome == "applied"
    assert make_bulk() is not None
    maker(), checker()
    call_command("create_demo_content")
    call_command("create_demo_support")


def _keys() -> list[str]:
    approved = partner(webhooks=(HOOK,), tier="large")
    claimed()
    return [key_of(approved)[1] for _ in range(KEYS)]
