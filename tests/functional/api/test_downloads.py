"""Downloads are counted by file and day, each once, and answers go out whatever becomes of the count."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.test import Client
from structlog.testing import capture_logs

from cms.downloads.counting import OPEN, Counter, store
from cms.downloads.models import AddedBatch, DocumentDownload
from cms.downloads.taking_over import BATCH, take_over
from infra.deliveries import small_delivery
from infra.parts.ports import free_ports
from tests.factories.public_answers import API, body_of
from tests.factories.site import open_site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = date(2026, 11, 22)
FILE, OTHER_FILE = "a" * 64, "b" * 64


@pytest.fixture(scope="module")
def public_record() -> None:
    """Each test here publishes what it asks about."""


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> Iterator[None]:
    """The counters are empty before and after."""
    forget()
    yield
    forget()


def forget() -> None:
    store().delete(OPEN, *store().scan_iter(match=f"{BATCH}*"))


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A document that is public."""
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    content = next(iter(sorted(site.directory.glob("*.pdf")))).read_bytes()
    return f"{API}/documents/{sha256(content).hexdigest()}.pdf"


def log() -> dict[tuple[str, bool], int]:
    """The counts by file and whether they are of robots."""
    rows = DocumentDownload.objects.values_list("sha256", "is_by_robots", "count")
    return {(file, is_by_robots): count for file, is_by_robots, count in rows}


def count(file: str = FILE, *, agent: str = "Firefox", times: int = 1, day: date = DAY) -> None:
    for _ in range(times):
        Counter().count(file, day=day, agent=agent)


def counted(address: str, **headers: str) -> int:
    """How many downloads one request is."""
    body_of(Client().get(address, headers={name.replace("_", "-"): value for name, value in headers.items()}))
    return take_over(now=NOW)


def test_beginning_to_get_the_file_is_a_download(address: str) -> None:
    assert counted(address) == 1
    assert counted(address, range="bytes=0-99") == 1


def test_going_on_asking_and_having_it_already_are_none(address: str) -> None:
    tag = Client().head(address)["ETag"]

    assert counted(address, range="bytes=100-199") == 0
    assert counted(address, if_none_match=tag) == 0
    assert counted(address, range="bytes=99999999-") == 0
    Client().head(address)
    Client().get(f"{API}/documents/{'0' * 64}.pdf")
    assert take_over(now=NOW) == 0


def test_what_a_program_says_of_itself_decides_where_it_is_counted(address: str) -> None:
    for agent in ("Mozilla/5.0 (compatible; Googlebot/2.1)", "SomeCrawler", "Mozilla/5.0 Firefox/140.0", ""):
        counted(address, user_agent=agent)

    assert sorted(log().values()) == [2, 2]


def test_nothing_of_the_reader_is_kept(address: str) -> None:
    body_of(Client().get(address, headers={"User-Agent": "Tell-tale/1.0"}, REMOTE_ADDR="203.0.113.9"))

    kept = str(store().hgetall(OPEN))
    assert "Tell-tale" not in kept
    assert "203.0.113.9" not in kept
    assert {field.name for field in DocumentDownload._meta.get_fields()} == {
        *("id", "sha256", "day", "is_by_robots", "count"),
    }


def test_counts_are_added_to_those_of_the_day() -> None:
    count(times=3)
    take_over(now=NOW)
    count(times=2)
    count(OTHER_FILE)
    count(day=date(2026, 11, 21))
    take_over(now=NOW)

    assert DocumentDownload.objects.get(sha256=FILE, day=DAY).count == 5
    assert DocumentDownload.objects.count() == 3


def test_what_a_restored_redis_counts_again_was_counted_already() -> None:
    count(times=3)
    copy = store().dump(OPEN) or b""
    take_over(now=NOW)

    store().restore(OPEN, 0, copy)
    again = take_over(now=NOW)
    count(times=2)
    take_over(now=NOW)

    assert (again, DocumentDownload.objects.get().count) == (0, 5)


def test_a_batch_whose_worker_died_before_it_forgot_it_is_not_added_twice() -> None:
    count(times=3)
    with patch.object(type(store()), "delete", side_effect=OSError("killed")):
        take_over(now=NOW)
    count()

    again = take_over(now=NOW)

    assert (again, log()) == (1, {(FILE, False): 4})
    assert list(store().scan_iter(match=f"{BATCH}*")) == []


def test_a_batch_whose_worker_died_before_it_was_written_is_added_later() -> None:
    count(times=3)
    with patch("cms.downloads.taking_over._write", side_effect=RuntimeError("killed")), pytest.raises(RuntimeError):
        take_over(now=NOW)
    assert AddedBatch.objects.count() == 0

    assert take_over(now=NOW) == 3


def test_names_of_batches_are_forgotten_after_a_while() -> None:
    count()
    take_over(now=NOW.replace(year=2025))
    count()
    take_over(now=NOW)

    assert AddedBatch.objects.count() == 1


@pytest.fixture
def without_redis(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody listens where Redis should be."""
    store.cache_clear()
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_ports(1)[0]}/0"
    monkeypatch.setattr("api.v1.document_file.counter", Counter())
    yield
    store.cache_clear()


def test_without_redis_answers_go_out_and_the_log_says_once_that_nothing_is_counted(
    address: str, without_redis: None
) -> None:
    with capture_logs() as lines:
        sizes = {len(body_of(Client().get(address))) for _ in range(3)}

    assert sizes != {0}
    told = [line["event"] for line in lines if line["event"].startswith("downloads.")]
    assert told == ["downloads.not_counted"]


def test_without_redis_taking_over_waits_for_the_next_time(without_redis: None) -> None:
    with capture_logs() as lines:
        assert take_over(now=NOW) == 0

    assert [line["event"] for line in lines] == ["downloads.not_taken_over"]


def test_counting_goes_on_after_the_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter()
    counter._paused_until = time.monotonic() + 1000
    counter.count(FILE, day=DAY, agent="")
    monkeypatch.setattr(counter, "_paused_until", 0.0)

    counter.count(FILE, day=DAY, agent="")

    assert take_over(now=NOW) == 1
