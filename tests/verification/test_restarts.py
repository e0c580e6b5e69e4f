"""A database restarted at once, in the middle of apply, leaves old or new, and the next round finishes the work."""

import multiprocessing
from datetime import timedelta

import pytest
from django.db import connection

from fundfeed.models import FeedRun, FundVersion
from fundfeed.services import providers_due
from tests.factories.ledger import verified_entries
from tests.factories.moments import PATIENCE_SECONDS
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site
from tests.verification.cluster import Cluster
from tests.verification.days import second_day, third_day
from tests.verification.dying import WRITES, sync_until
from tests.verification.long_form import is_long

EVERY_POINT = ["before parse", *(f"write {number}" for number in range(1, WRITES + 1)), "before commit", "after commit"]
SHORT = ["write 5", "before commit", "after commit"]


def test_the_copy_has_every_table(db: None, cluster: Cluster) -> None:
    assert cluster.tables() == set(connection.introspection.table_names())


@pytest.mark.parametrize("point", EVERY_POINT if is_long() else SHORT)
def test_a_database_restarted_at_once_leaves_old_or_new(public_there: Site, cluster: Cluster, point: str) -> None:
    before = every_public_answer()
    public_there.deliver(second_day(public_there))

    assert sync_through_a_restart(point, public_there, cluster) == 1

    is_new = point == "after commit"
    assert (get("/funds/DEM00001/")["manCo"] == "Haven Management") == is_new
    assert (every_public_answer() == before) != is_new
    public_there.now += timedelta(hours=12)
    assert providers_due() == [public_there.provider]
    assert public_there.sync().outcome == ("unchanged" if is_new else "applied")
    assert FundVersion.objects.filter(fund_id="DEM00001").count() == 2
    assert verified_entries() == 4
    assert not FeedRun.objects.filter(outcome="").exists()
    public_there.deliver(third_day(public_there))
    assert public_there.sync().outcome == "applied"
    assert verified_entries() == 6


def sync_through_a_restart(point: str, site: Site, cluster: Cluster) -> int | None:
    """The sync waits at the point until the server is back; its exit code."""
    reached, is_back = multiprocessing.Event(), multiprocessing.Event()

    def wait() -> None:
        reached.set()
        assert is_back.wait(PATIENCE_SECONDS)

    def restart() -> None:
        assert reached.wait(PATIENCE_SECONDS)
        cluster.restart_at_once()
        is_back.set()

    return sync_until(point, site, wait, meanwhile=restart)
