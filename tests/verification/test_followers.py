"""Followers while others publish, really committed: none misses a change, none gets one twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from django.db import connection, connections, transaction
from django.test import Client

from fundfeed.adapters.clock import SystemClock
from fundfeed.models import Fund, FundVersion, PublicChange
from fundfeed.records.changes import Place
from fundfeed.services.corrections import publish_anew
from fundfeed.stages.publish import LEDGER_LOCK
from tests.factories.public_answers import API, fund_ids
from tests.factories.roles import owner, session_as
from tests.factories.scratch import NAME
from tests.factories.site import Site
from tests.verification.crew import wait_until

WRITERS, ROUNDS = 3, 4
WAITING = """
    SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = %s
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def publish(fund_id: str, place: str) -> None:
    """What a provider's run does to a fund in its transaction; runs of several providers don't wait for each other."""
    fund = Fund.objects.get(pk=fund_id)
    fund.record["geography"] = place
    fund.save()
    publish_anew(fund, Place(), SystemClock().now())


def changes(address: str) -> dict[str, Any]:
    found: dict[str, Any] = Client().get(address).json()
    return found


def test_an_empty_record_has_a_token_too(db: None) -> None:
    page = changes(f"{API}/changes/")

    assert page["results"] == []
    assert changes(page["next"])["token"] == page["token"]


def test_what_waits_for_another_publication_comes_after_it(public: Site) -> None:
    first, second = fund_ids()[:2]
    start = changes(f"{API}/changes/?pageSize=1000")["next"]

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            publish(first, "Here")
            later = other.submit(_in_own_connection, second)
            _until_somebody_waits()
            meanwhile = _as_somebody_else(start)
        later.result()

    assert meanwhile["results"] == []
    assert meanwhile["next"] == start
    assert [change["fundId"] for change in changes(start)["results"]] == [first, second]


def test_a_follower_beside_many_writers_sees_each_change_once_in_order(public: Site) -> None:
    ids = fund_ids()[:WRITERS]
    start = changes(f"{API}/changes/?pageSize=1000")["next"]
    known = FundVersion.objects.count()
    done = Event()

    with ThreadPoolExecutor(WRITERS + 1) as threads:
        following = threads.submit(_follow, start, done)
        writers = [threads.submit(_write_often, fund_id) for fund_id in ids]
        for writer in writers:
            writer.result()
        done.set()
        seen = following.result()

    assert seen == list(range(known + 1, known + 1 + WRITERS * ROUNDS))


def test_entries_from_before_there_were_changes_are_told_with_the_next_publication(public: Site) -> None:
    before = list(PublicChange.objects.values_list("sequence", "body"))
    with session_as(owner(), database=NAME) as session:
        for statement in ("DISABLE TRIGGER USER", "ENABLE TRIGGER USER"):
            session.execute(f"ALTER TABLE fundfeed_publicchange {statement}".encode())
            session.execute(b"DELETE FROM fundfeed_publicchange") if "DIS" in statement else None

    with transaction.atomic():
        publish(fund_ids()[0], "Here")

    after = list(PublicChange.objects.values_list("sequence", "body"))
    assert after[:-1] == before
    assert len(after) == FundVersion.objects.count()


def _follow(address: str, done: Event) -> list[int]:
    seen: list[int] = []
    try:
        is_last = False
        while not is_last:
            is_last = done.is_set()
            page = changes(address)
            seen += [change["sequence"] for change in page["results"]]
            address = page["next"]
    finally:
        connections.close_all()
    return seen


def _write_often(fund_id: str) -> None:
    try:
        for number in range(ROUNDS):
            with transaction.atomic():
                publish(fund_id, f"Place {number}")
    finally:
        connections.close_all()


def _in_own_connection(fund_id: str) -> None:
    try:
        with transaction.atomic():
            publish(fund_id, "There")
    finally:
        connections.close_all()


def _as_somebody_else(address: str) -> dict[str, Any]:
    def ask() -> dict[str, Any]:
        try:
            return changes(address)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as another:
        return another.submit(ask).result()


def _until_somebody_waits() -> None:
    """Return when another session of this database waits for the ledger's lock."""
    wait_until(_somebody_waits, "a session that waits for the ledger's lock")


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [LEDGER_LOCK])
        return cursor.fetchone() is not None
