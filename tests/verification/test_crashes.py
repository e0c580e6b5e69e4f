"""A process killed anywhere leaves yesterday or today, never half, no lock, and the next round finishes the work."""

import multiprocessing
import resource
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from fundfeed.models import FeedRun, FundVersion, Message
from fundfeed.services import providers_due
from infra.deliveries import write_check
from tests.factories import pdfs
from tests.factories.ledger import verified_entries
from tests.factories.moments import PATIENCE_SECONDS
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site
from tests.verification.corpus.documents import replacing
from tests.verification.corpus.making import Break
from tests.verification.days import second_day, third_day
from tests.verification.dying import points, sync_until
from tests.verification.long_form import is_long

KILLED = -9


def locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()")
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def is_new() -> bool:
    return bool(get("/funds/DEM00001/")["manCo"] == "Haven Management")


@pytest.mark.parametrize("point", points() if is_long() else points()[::4])
def test_a_killed_run_leaves_old_or_new_and_the_next_round_finishes(public: Site, point: str) -> None:
    before = every_public_answer()
    public.deliver(second_day(public))

    assert sync_until(point, public) == KILLED

    assert is_new() == (point == "after commit")
    assert every_public_answer() == before or is_new()
    assert locks() == 0
    public.now += timedelta(hours=12)
    assert providers_due() == [public.provider]
    assert public.sync().outcome == ("unchanged" if point == "after commit" else "applied")
    assert is_new()
    assert FundVersion.objects.filter(fund_id="DEM00001").count() == 2
    assert verified_entries() == 4
    assert not FeedRun.objects.filter(outcome="").exists()


def at_once(site: Site) -> None:
    sync_until("nowhere", site)


def test_two_syncs_at_once_publish_once(public: Site) -> None:
    public.deliver(second_day(public))
    connections.close_all()
    both = [multiprocessing.get_context("fork").Process(target=at_once, args=(public,)) for _ in range(2)]

    for process in both:
        process.start()
    for process in both:
        process.join(timeout=PATIENCE_SECONDS)

    outcomes = sorted(FeedRun.objects.values_list("outcome", flat=True))
    assert outcomes == ["applied", "applied", "unchanged"]
    assert verified_entries() == 4


def test_the_same_delivery_again_doubles_nothing(public: Site) -> None:
    before = every_public_answer()
    mails = Message.objects.count()

    assert [public.sync().outcome for _ in range(3)] == ["unchanged"] * 3

    assert every_public_answer() == before
    assert verified_entries() == 3
    assert Message.objects.count() == mails


def test_a_delivery_that_comes_late_is_refused_and_the_next_one_applies(public: Site) -> None:
    late = second_day(public)
    public.deliver(third_day(public))
    assert public.sync().outcome == "applied"
    before = every_public_answer()

    public.deliver(late)

    assert public.sync().outcome == "halted: inconsistent"
    assert every_public_answer() == before
    public.deliver(third_day(public))
    assert public.sync().outcome == "applied"


def test_a_clock_set_back_loses_neither_order_nor_chain(public: Site) -> None:
    public.deliver(second_day(public))
    public.now -= timedelta(days=4)
    assert public.sync().outcome == "applied"
    replayed = second_day(public).on_day(1)
    replayed.fund("DEM00003")["manCo"] = "Of Yesterday"
    for sent in replayed.envelopes():
        sent.update(deliveryId="DEMO-LATE", generatedAt="2026-11-19T08:00:00+08:00")
    before = every_public_answer()

    public.deliver(replayed)

    assert public.sync().outcome == "halted: inconsistent"
    assert every_public_answer() == before
    assert verified_entries() == 4


def cut_off() -> None:
    """The database ends every session of this database but the asker's, as it does when it restarts at once."""
    pid = connection.connection.info.backend_pid
    asker = connection.copy()
    with asker.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    asker.close()


@pytest.mark.parametrize("point", ["before parse", "write 1", "write 5", "write 8", "before commit"])
def test_a_database_that_drops_the_session_leaves_old_and_the_next_round_finishes(public: Site, point: str) -> None:
    before = every_public_answer()
    public.deliver(second_day(public))

    assert sync_until(point, public, cut_off) == 1

    assert every_public_answer() == before
    assert locks() == 0
    public.now += timedelta(hours=12)
    assert providers_due() == [public.provider]
    assert public.sync().outcome == "applied"
    assert verified_entries() == 4


ROOM = 50_000  # bytes, more than any file of the small delivery has


def full_disk() -> None:
    """No file may grow beyond the room that is left, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def large_index(site: Site) -> None:
    index = site.file("index.json")
    index.write_bytes(index.read_bytes() + b" " * 2 * ROOM)
    write_check(index)


@pytest.mark.parametrize(
    "enlarge", [large_index, replacing(lambda: pdfs.sound() + b"\n%" + b" " * 2 * ROOM)], ids=["index", "document"]
)
def test_a_full_disk_ends_the_run_and_leaves_no_half_file(public: Site, enlarge: Break) -> None:
    before = every_public_answer()
    public.deliver(second_day(public))
    enlarge(public)

    sync_until("before fetch", public, full_disk)

    assert FeedRun.objects.latest().outcome == "failed"
    assert "File too large" in FeedRun.objects.latest().findings.get(code="run.failed").message
    assert every_public_answer() == before
    assert list(Path(settings.FEED_STAGING_DIR).glob("*.part")) == []
    assert public.sync().outcome == "applied"
