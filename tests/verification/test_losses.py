"""Host, broker or database lost in the middle of a run: every day is public once, and nobody has to help."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connections

from fundfeed.models import FeedRun, FundVersion
from infra.deliveries import Delivery
from tests.factories.ledger import verified_entries
from tests.factories.public_answers import get
from tests.factories.scratch import url_of
from tests.factories.site import Site
from tests.verification.cluster import Cluster
from tests.verification.crew import Crew, own_crew, wait_until
from tests.verification.days import first_day
from tests.verification.held import nobody_may_publish, somebody_waits
from tests.verification.long_form import is_long

KINDS = ("worker host", "Redis", "PostgreSQL")
LOSSES = KINDS * 6 + KINDS[:2] if is_long() else KINDS
FUND = "DEM00001"


@pytest.fixture
def crew(public_there: Site, tmp_path: Path) -> Iterator[Crew]:
    """Worker, beat and Redis for the provider whose first day is public in a PostgreSQL that may be hurt."""
    with own_crew(tmp_path / "crew") as crew:
        crew.begin(public_there, {"DATABASE_URL": url_of(connections["default"].settings_dict)})
        yield crew


def test_whatever_is_lost_in_the_middle_of_a_run_it_resumes_by_itself(
    public_there: Site, cluster: Cluster, crew: Crew, record_testsuite_property: Callable[[str, object], None]
) -> None:
    lose = {"worker host": crew.lose_host, "Redis": crew.lose_redis, "PostgreSQL": cluster.restart_at_once}
    for number, kind in enumerate(LOSSES, start=1):
        with nobody_may_publish({}):
            public_there.deliver(day(public_there, f"Company {number}"))
            crew.tell_time(public_there)
            wait_until(lambda: is_well(crew) and somebody_waits(), "the run in the middle of apply")
            lost = time.monotonic()
            lose[kind]()
        connections.close_all()

        wait_until(lambda number=number: is_well(crew) and applied() == 1 + number, f"day {number} after {kind}")  # type: ignore[misc]
        record_testsuite_property(f"{number} {kind}", round(time.monotonic() - lost, 1))

        assert get(f"/funds/{FUND}/")["manCo"] == f"Company {number}"
        assert FundVersion.objects.filter(fund_id=FUND).count() == 1 + number
    assert verified_entries() == 3 + len(LOSSES)
    wait_until(lambda: is_well(crew) and not FeedRun.objects.filter(outcome="").exists(), "the end of every run")
    ended = set(FeedRun.objects.values_list("outcome", "reason"))
    # A trigger that came twice may look while the provider still writes.
    assert ended <= {("applied", ""), ("unchanged", ""), ("failed", ""), ("halted", "incomplete")}, ended


def day(site: Site, company: str) -> Delivery:
    """The next day, on which one company has another name."""
    delivery = site.next_day(first_day())
    delivery.fund(FUND)["manCo"] = company
    return delivery


def is_well(crew: Crew) -> bool:
    """Whoever ended is started again, as by a supervisor."""
    return crew.keep_going()


def applied() -> int:
    try:
        return FeedRun.objects.filter(outcome="applied").count()
    except OperationalError:
        connections.close_all()
        return 0
