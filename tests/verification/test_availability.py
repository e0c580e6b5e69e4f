"""Ten minutes of readers while 100,000 records come, the worker's host is lost and Redis is away: nobody notices.

`LOAD_SECONDS` makes it shorter and the delivery smaller, for a first look.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connections
from pytest_django import DjangoDbBlocker

from fundfeed.adapters.staging import path_of
from fundfeed.models import FeedRun
from infra.deliveries import Delivery, compose
from infra.parts.part import running, start
from infra.parts.ports import free_ports
from tests.bench.tables import know_files
from tests.bench.world import world
from tests.factories.roles import owner
from tests.factories.scratch import NAME, ROOT, scratch_database, url_of
from tests.factories.served import back_end, front_end
from tests.factories.site import Site, open_site
from tests.verification.conftest import connected_to
from tests.verification.crew import Crew, own_crew, wait_until
from tests.verification.held import nobody_may_publish, somebody_waits
from tests.verification.readers import Seen, ask, reading

SECONDS = float(os.environ.get("LOAD_SECONDS", "600"))
TIMES = 10  # so many times the sample's 951 funds
DOCUMENTS = round(90_500 * min(1, SECONDS / 600))
PATIENCE_SECONDS = 600  # a hundred thousand records beside so many readers take their time
AWAY_SECONDS = SECONDS / 10
Note = Callable[[str, object], None]


@pytest.fixture
def provider(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """A provider whose funds are public, and who delivers them again with 1 % changed and all their documents."""
    with scratch_database(django_db_blocker), django_db_blocker.unblock(), connected_to(NAME=NAME):
        site = open_site(tmp_path / "site", monkeypatch)
        site.deliver(first := compose(day=1, funds=world(None, times=TIMES).funds, documents=[], deauthorised=[]))
        assert site.sync().outcome == "applied"
        site.delivery = with_documents(first)
        received([record["fileName"] for record in site.delivery.documents["documents"]])
        yield site


def received(names: list[str]) -> None:
    """The documents' files came before: each is the number of its record, by whose digest it is named."""
    know_files(names)
    for number in range(len(names)):
        content = b"%d" % number
        storages["archive"].save(path_of(sha256(content).hexdigest()), ContentFile(content))


def with_documents(first: Delivery) -> Delivery:
    records = world(None, documents=DOCUMENTS).documents["documents"]
    funds = [
        fund | {"manCo": "Haven Management"} if number % 100 == 0 else fund for number, fund in enumerate(first.funds)
    ]
    return compose(day=2, funds=funds, documents=records, deauthorised=[])


def test_the_database_is_there(db: None) -> None:
    """Nothing else has it made."""
    assert FeedRun.objects.count() == 0


def test_readers_get_right_answers_whatever_goes_on_behind(
    provider: Site, tmp_path: Path, record_testsuite_property: Note
) -> None:
    subprocess.run([sys.executable, "-m", "infra.demo.frontend", "build"], cwd=ROOT, check=True)
    web, port = free_ports(2)
    api_url, site_url = f"http://127.0.0.1:{web}", f"http://127.0.0.1:{port}"
    ids = [fund["fundId"] for fund in provider.delivery.funds][:2000:50]
    answers = [f"/api/v1/funds/{fund_id}/" for fund_id in ids] + ["/api/v1/funds/?pageSize=20", "/api/v1/funds/facets/"]
    pages = [f"/funds/{fund_id}" for fund_id in ids[:10]] + ["/funds"]
    known = {"DATABASE_URL": url_of(connections["default"].settings_dict)}
    with own_crew(tmp_path / "crew") as crew:
        crew.begin(provider, known)
        quota = {"ANONYMOUS_PER_MINUTE": "100000000", "PUBLIC_API_URL": api_url, "PUBLIC_SITE_URL": site_url}
        server = start(back_end(api_url, web, {**os.environ, **known, **crew.environment, **quota}), state=tmp_path)
        try:
            with running(front_end(site_url, port, api_url), state=tmp_path):
                before = {address: ask(api_url, address) for address in answers}
                with reading(api_url, answers, readers=4) as from_api, reading(site_url, pages, readers=2) as from_site:
                    deliver_while_things_are_lost(provider, crew, until=time.monotonic() + SECONDS)
                after = {address: ask(api_url, address) for address in answers}
                server.stop()
                without_api = [ask(site_url, page) for page in pages]
        finally:
            server.stop()

    for name, seen in (("api", from_api), ("site", from_site)):
        record_testsuite_property(name, figures(seen))
    assert len({one.digest for one in (*before.values(), *after.values())}) > len(before)
    assert [one for one in from_api + from_site + without_api if one.status != 200] == []
    expected = {address: {before[address].digest, after[address].digest} for address in answers}
    assert [one for one in from_api if one.digest not in expected[one.address]] == []


def deliver_while_things_are_lost(provider: Site, crew: Crew, *, until: float) -> None:
    """The delivery comes; its run loses Redis, then its worker, and ends as applied; the rest of the time is quiet."""
    provider.deliver(provider.next_day(provider.delivery))
    crew.tell_time(provider)
    with nobody_may_publish(owner()):
        wait_until(lambda: crew.keep_going() and somebody_waits(), "the run in its apply", patience=PATIENCE_SECONDS)
        crew.kill_redis()
        crew.lose_host()
    rest(crew, until=time.monotonic() + AWAY_SECONDS)
    crew.start_redis()
    rest(crew, until=until)
    wait_until(lambda: crew.keep_going() and is_applied(), "the second day", patience=PATIENCE_SECONDS)


def rest(crew: Crew, *, until: float) -> None:
    """Worker and beat come back at once, Redis doesn't."""
    while time.monotonic() < until:
        crew.keep_going()
        time.sleep(0.5)


def is_applied() -> bool:
    return FeedRun.objects.filter(outcome="applied").count() == 2


def figures(seen: list[Seen]) -> str:
    seconds = sorted(one.seconds for one in seen)
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return (
        f"{len(seen)} answers, median {statistics.median(seconds):.3f} s, p95 {p95:.3f} s, longest {seconds[-1]:.3f} s"
    )
