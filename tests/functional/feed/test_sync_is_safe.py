"""Apply is one transaction, one run at a time; the chain of the ledger holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from celery import current_app
from django.core.management import CommandError, call_command

from fundfeed.models import Delivery, FeedRun, Fund
from fundfeed.services.runs import FEED_LOCK, AlreadyRunning, run_feed
from fundfeed.tasks import run_one_feed
from infra.deliveries import small_delivery
from tests.factories.ledger import verified_entries
from tests.factories.public_answers import every_public_answer, get
from tests.factories.roles import owner, product, session_as
from tests.factories.site import Site


def changed(site: Site) -> None:
    delivery = site.next_day()
    delivery.fund("DEM00001")["manCo"] = "Haven Management"
    delivery.deauthorise("DEM00002")
    site.deliver(delivery)


@contextmanager
def database_refuses(table: str) -> Iterator[None]:
    """The database fails in the middle: every write to the table raises an error."""
    with session_as(owner()) as session:
        session.execute(f"REVOKE INSERT ON {table} FROM {product()['USER']}".encode())
        yield
        session.execute(f"GRANT INSERT ON {table} TO {product()['USER']}".encode())


TABLES = ["fundfeed_fund", "fundfeed_funddocument", "fundfeed_fundversion", "fundfeed_publishedfund"]


@pytest.mark.parametrize("table", [*TABLES, "fundfeed_listedfund"])
def test_a_failure_half_way_leaves_yesterday_and_the_next_run_finishes(published: Site, table: str) -> None:
    before = every_public_answer()
    facts = list(Fund.objects.order_by("pk").values())
    changed(published)

    with database_refuses(table):
        report = published.sync()

    assert (report.exit_code, report.content["outcome"]) == (1, "failed")
    assert "permission denied" in report.finding("run.failed")["message"]
    assert every_public_answer() == before
    assert list(Fund.objects.order_by("pk").values()) == facts
    assert published.sync().outcome == "applied"
    assert get("/funds/DEM00001/")["manCo"] == "Haven Management"


def test_a_failure_half_way_does_not_count_as_applied(published: Site) -> None:
    changed(published)

    with database_refuses("fundfeed_listedfund"):
        published.sync()

    assert Delivery.objects.filter(applied_at__isnull=False).count() == 1


def test_the_chain_of_the_ledger_holds(published: Site) -> None:
    changed(published)

    published.sync()

    assert verified_entries() == 5


@pytest.fixture
def busy(site: Site) -> Iterator[Site]:
    """A site that has delivered, and another process in the middle of its provider's run."""
    site.deliver(small_delivery())
    with session_as(product()) as session:
        session.execute("SELECT pg_advisory_lock(%s, %s)", [FEED_LOCK, site.provider.pk])
        yield site


def by_service(site: Site) -> None:
    with pytest.raises(AlreadyRunning):
        run_feed(provider=site.provider, trigger=FeedRun.Trigger.COMMAND)


def by_command(site: Site) -> None:
    with pytest.raises(CommandError, match="under way"):
        call_command("sync_feed", json=True, source=str(site.directory))


def by_task(site: Site) -> None:
    run_one_feed(site.provider.pk)


@pytest.mark.parametrize("start", [by_service, by_command, by_task])
def test_a_second_run_at_the_same_time_does_nothing(busy: Site, start: Callable[[Site], None]) -> None:
    start(busy)

    assert not FeedRun.objects.exists()


def test_the_next_run_may_start_when_the_first_has_ended(published: Site) -> None:
    run_feed(provider=published.provider, trigger=FeedRun.Trigger.COMMAND)

    assert run_feed(provider=published.provider, trigger=FeedRun.Trigger.COMMAND).outcome == "unchanged"


def test_the_schedule_names_tasks_that_exist() -> None:
    scheduled = {entry["task"] for entry in current_app.conf.beat_schedule.values()}

    assert {f"fundfeed.tasks.{name}" for name in ("run_due_feeds", "send_messages", "check_documents")} <= scheduled
    current_app.loader.import_default_modules()
    assert scheduled <= set(current_app.tasks)
