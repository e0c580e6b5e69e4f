"""Bulk files hold the whole public record of one moment, and lead on to the changes after it without a gap."""

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import storages
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.settings.storage import backend
from fundfeed.models import BulkFile, BulkSet
from fundfeed.selectors import bulk as selectors
from fundfeed.selectors import followed
from fundfeed.services import make_bulk
from fundfeed.services.bulk import BULK_LOCK
from infra.parts.s3 import S3
from tests.factories.public_answers import API, body_of, fund_ids, get
from tests.factories.site import Site
from tests.functional.bulk.files import content, correct, file_of


def lines(made: BulkSet | None, kind: str) -> dict[str, bytes]:
    """The lines of a file by fundId."""
    return {json.loads(line)["fundId"]: line for line in content(made, kind).splitlines()}


def a_day_later(site: Site) -> None:
    site.now += timedelta(days=1)


def test_of_a_record_with_nothing_in_it_no_files_are_made(db: None) -> None:
    assert make_bulk() is None
    assert get("/bulk/") == {"results": []}


def test_the_full_file_has_each_fund_byte_for_byte_as_it_is_served(first: BulkSet) -> None:
    found = lines(first, "full")

    assert sorted(found) == sorted(fund_ids())
    assert list(found) == sorted(found)
    for fund_id, line in found.items():
        assert line == Client().get(f"{API}/funds/{fund_id}/").content


def test_every_file_is_what_its_entry_and_its_digest_say(first: BulkSet) -> None:
    for kind in ("full", "table", "openfunds"):
        entry = file_of(first, kind)
        body = body_of(Client().get(entry["url"]))
        digest = Client().get(f"{entry['url']}.sha256").content.decode()

        assert len(body) == entry["sizeInBytes"]
        assert digest == f"{entry['sha256']}  {entry['name']}\n"
        assert hashlib.sha256(body).hexdigest() == entry["sha256"]


def test_a_first_set_has_no_delta(first: BulkSet) -> None:
    assert [file.kind for file in first.files.all()] == ["full", "table", "openfunds"]


def test_the_last_full_file_and_the_delta_are_the_next_full_file(site: Site, first: BulkSet) -> None:
    second_day = site.next_day()
    second_day.funds[0]["geography"] = "Elsewhere"
    second_day.funds[1]["aumFund"]["value"] = "1234567.89"
    second_day.deauthorise(second_day.funds[2]["fundId"])
    site.deliver(second_day)
    assert site.sync().outcome == "applied"

    second = make_bulk()

    delta = lines(second, "delta")
    assert lines(first, "full") | delta == lines(second, "full")
    assert len(delta) == file_of(second, "delta")["rows"] == 3
    assert file_of(second, "delta")["follows"] == first.name


def test_changes_go_on_from_the_token_of_a_set_without_a_gap(site: Site, first: BulkSet) -> None:
    one, other = fund_ids()[:2]
    correct(one, "Before the second")
    a_day_later(site)
    make_bulk()
    correct(other, "After it")

    newest, oldest = get("/bulk/")["results"]

    since_oldest, since_newest = (get(f"/changes/?since={entry['token']}")["results"] for entry in (oldest, newest))
    assert [change["fundId"] for change in since_oldest] == [one, other]
    assert [change["fundId"] for change in since_newest] == [other]


def test_what_is_published_while_a_set_is_made_is_in_no_file_of_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process publishes after the place was read and before the bodies are."""
    fund_id, read = fund_ids()[-1], followed.head

    def publish() -> None:
        correct(fund_id, "Meanwhile")
        connections.close_all()

    def head_and_then_somebody_publishes() -> followed.Place:
        place = read()
        with ThreadPoolExecutor(1) as another:
            another.submit(publish).result()
        return place

    monkeypatch.setattr(followed, "head", head_and_then_somebody_publishes)
    made = make_bulk()
    monkeypatch.undo()

    (entry,) = get("/bulk/")["results"]
    assert b"Meanwhile" not in lines(made, "full")[fund_id]
    assert [change["fundId"] for change in get(f"/changes/?since={entry['token']}")["results"]] == [fund_id]


def test_a_set_is_made_after_what_changed_the_record_and_once_a_day(site: Site, first: BulkSet) -> None:
    again_at_once = make_bulk()
    site.deliver(site.next_day())
    site.sync()
    after_a_delivery, nothing_new = make_bulk(), make_bulk()
    a_day_later(site)

    assert (again_at_once, nothing_new) == (None, None)
    assert after_a_delivery is not None
    assert make_bulk() is not None


def test_the_list_takes_two_queries_whatever_its_length(site: Site, first: BulkSet) -> None:
    with CaptureQueriesContext(connection) as one_set:
        get("/bulk/")
    a_day_later(site)
    make_bulk()

    with CaptureQueriesContext(connection) as two_sets:
        listed = get("/bulk/")

    assert len(listed["results"]) == 2
    assert len(one_set) == len(two_sets) == 2


def test_the_same_record_gives_the_same_bytes(site: Site, first: BulkSet) -> None:
    a_day_later(site)

    second = make_bulk()

    for kind in ("full", "table", "openfunds"):
        assert file_of(first, kind)["sha256"] == file_of(second, kind)["sha256"]
    assert file_of(second, "delta")["rows"] == 0


def test_old_sets_go_and_the_bytes_of_those_that_stay_are_kept(site: Site, first: BulkSet) -> None:
    address = file_of(first, "table")["url"]
    correct(fund_ids()[0], "Elsewhere")
    site.now += timedelta(days=20)
    second = make_bulk()
    site.now += timedelta(days=20)
    third = make_bulk()

    assert [entry["name"] for entry in get("/bulk/")["results"]] == [made.name for made in (third, second) if made]
    assert Client().get(address).status_code == 404
    assert lines(second, "full") == lines(third, "full")
    stored = set(storages["bulk"].listdir("")[1])
    assert stored >= set(BulkFile.objects.values_list("sha256", flat=True))
    assert file_of(third, "full")["sha256"] in stored


def test_a_lost_full_file_costs_the_delta_and_nothing_else(site: Site, first: BulkSet) -> None:
    Path(storages["bulk"].path(file_of(first, "full")["sha256"])).write_bytes(b"rot")
    a_day_later(site)

    second = make_bulk()

    assert second is not None
    assert {file.kind for file in second.files.all()} == {"full", "table", "openfunds"}
    assert sorted(lines(second, "full")) == sorted(fund_ids())


def test_on_s3_the_full_file_before_is_read_piece_by_piece(
    site: Site, s3_server: S3, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STORAGES = settings.STORAGES | {"bulk": backend(s3_server.url, folder="bulk")}
    make_bulk()
    correct("DEM00001", "Europe")
    a_day_later(site)
    monkeypatch.delattr(type(storages["bulk"]), "_open")  # which brings a whole file before its first byte is read

    second = make_bulk()

    assert file_of(second, "delta")["rows"] == 1


def until_nobody_makes_files() -> None:
    """PostgreSQL frees the lock of a process that died when it has noticed its death."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [BULK_LOCK])
        cursor.execute("SELECT pg_advisory_unlock(%s)", [BULK_LOCK])


def test_a_maker_that_died_leaves_no_set_and_the_next_one_clears_up(
    site: Site, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = Path(settings.FEED_STAGING_DIR) / "bulk-left"
    left.mkdir(parents=True)
    process = os.fork()
    if not process:
        connections["default"].connection = None
        monkeypatch.setattr(selectors, "public_bodies", lambda: os._exit(9))
        make_bulk()
        os._exit(0)
    _, status = os.waitpid(process, 0)
    until_nobody_makes_files()

    made = make_bulk()

    assert os.waitstatus_to_exitcode(status) == 9
    assert made is not None
    assert BulkSet.objects.count() == 1
    assert list(Path(settings.FEED_STAGING_DIR).glob("bulk-*")) == []
