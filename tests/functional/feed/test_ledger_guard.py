"""The product's role writes nothing into ledger, tree, heads or changes that doesn't go on from what is there."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from fundfeed.models import ChainHead, FundVersion, PublicChange
from tests.factories.ledger import entry_hash, verified_entries
from tests.factories.site import Site

LAST = "(SELECT max(sequence) FROM fundfeed_fundversion)"
HEAD = "INSERT INTO fundfeed_chainhead (count, entry_hash, root, sealed_at)"
NODE = "INSERT INTO fundfeed_chainnode (position, hash)"
CHANGE = "INSERT INTO fundfeed_publicchange (sequence, fund_group, kinds, at, mark, body, fund_id)"
OF_THE_LAST = f"fund_group, kinds, at, mark, body, fund_id FROM fundfeed_publicchange WHERE sequence = {LAST}"
FORGED = {
    "a head over entries to come": HEAD + " SELECT count + 1, entry_hash, root, sealed_at FROM fundfeed_chainhead",  # noqa: S608 - ours
    "a head over fewer entries": HEAD + " SELECT 1, entry_hash, encode(hash, 'hex'), valid_from"  # noqa: S608 - ours
    " FROM fundfeed_fundversion JOIN fundfeed_chainnode ON position = 0 WHERE sequence = 1",
    "a node over entries to come": f"{NODE} VALUES (2 * {LAST}, sha256('mine'))",
    "a node far ahead": f"{NODE} VALUES (1099511627775, sha256('mine'))",
    "a node before the first": f"{NODE} VALUES (-1, sha256('mine'))",
    "a change to come": f"{CHANGE} SELECT sequence + 1, {OF_THE_LAST}",
    "a change far ahead": f"{CHANGE} SELECT 4611686018427387904, {OF_THE_LAST}",
}
FAR = datetime(9999, 6, 1, tzinfo=UTC)
Made = dict[str, Any]


def run(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def next_entry(**altered: Any) -> FundVersion:
    """What would come next, as stage 8 would write it, but for what is `altered`; every hash fits."""
    last = FundVersion.objects.latest("sequence")
    before = FundVersion.objects.filter(fund=last.fund_id).latest("version")
    made: Made = {
        "sequence": last.sequence + 1,
        "fund_id": last.fund_id,
        "version": before.version + 1,
        "valid_from": last.valid_from + timedelta(hours=1),
        "body": bytes(last.body),
        "delivery_id": last.delivery_id,
        "previous_hash": last.entry_hash,
    }
    entry = FundVersion(**(made | altered))
    entry.body_sha256 = altered.get("body_sha256", sha256(entry.body).hexdigest())
    entry.entry_hash = altered.get("entry_hash", entry_hash(entry.previous_hash, entry))
    return entry


WRONG: dict[str, Callable[[], Made]] = {
    "far ahead": lambda: {"sequence": 2**62},
    "beside another": lambda: {"previous_hash": FundVersion.objects.get(sequence=1).entry_hash},
    "of a version that skips one": lambda: {"version": 9},
    "of a version before the first": lambda: {"version": 0},
    "of a time that can't be read": lambda: {"valid_from": FAR},
    "of another fund's body": lambda: {"body": bytes(FundVersion.objects.get(sequence=1).body)},
    "of no JSON": lambda: {"body": b"mine"},
    "with another body's digest": lambda: {"body_sha256": "1" * 64},
    "with a hash of nothing": lambda: {"entry_hash": "1" * 64},
}


@pytest.mark.parametrize("what", WRONG)
def test_an_entry_that_does_not_continue_the_chain_is_refused(published: Site, what: str) -> None:
    entry = next_entry(**WRONG[what]())

    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save(force_insert=True)

    assert verified_entries() == FundVersion.objects.count() == 3


@pytest.mark.parametrize("what", FORGED)
def test_what_does_not_continue_tree_heads_or_changes_is_refused(published: Site, what: str) -> None:
    with pytest.raises(IntegrityError, match="does not continue what is there"):
        run(FORGED[what])


def test_an_entry_with_all_its_hashes_is_not_told_from_ours_and_stops_nobody(published: Site) -> None:
    entry = next_entry()
    entry.save(force_insert=True)
    run(f"{NODE} VALUES (6, sha256('\\x00'::bytea || decode('{entry.entry_hash}', 'hex')))")

    second = published.next_day()
    second.funds[0]["manCo"] = "Another Company"
    published.deliver(second)

    assert published.sync().outcome == "applied"
    assert ChainHead.objects.latest("count").count == PublicChange.objects.count() == verified_entries() == 5
    assert ledger() == (0, {"entries": 5, "heads": 2, "faults": []})


def ledger() -> tuple[Any, Any]:
    printed = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_ledger", json=True, stdout=printed)
    return ended.value.code, json.loads(printed.getvalue())


def before_there_were_guards(table: str, *statements: str) -> None:
    """What was written when the triggers weren't there; only the owner of the tables takes them away."""
    pieces = [f"ALTER TABLE {table} DISABLE TRIGGER USER", *statements, f"ALTER TABLE {table} ENABLE TRIGGER USER"]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for piece in pieces:
            cursor.execute("SELECT owner_does(%s)", [piece])


BROKEN = {
    "fundfeed_chainhead": (FORGED["a head over entries to come"], "head over 4 entries"),
    "fundfeed_chainnode": ("DELETE FROM fundfeed_chainnode WHERE position = 1", "Node 1 of the tree"),
    "fundfeed_publicchange": (FORGED["a change to come"], "told of entry 4"),
}


@pytest.mark.parametrize("table", BROKEN)
def test_what_was_forged_before_halts_publication_and_is_found(published: Site, table: str) -> None:
    statement, said = BROKEN[table]
    before_there_were_guards(table, statement)
    second = published.next_day()
    second.funds[0]["manCo"] = "Another Company"
    published.deliver(second)

    report = published.sync()

    assert (report.outcome, FundVersion.objects.count()) == ("failed", 3)
    assert said in report.finding("run.failed")["message"]
    assert "manage.py verify_ledger" in report.finding("run.failed")["message"]
    code, found = ledger()
    assert (code, any(said in fault for fault in found["faults"])) == (1, True)


def test_an_altered_body_is_found(published: Site) -> None:
    before_there_were_guards("fundfeed_fundversion", "UPDATE fundfeed_fundversion SET body = '{}' WHERE sequence = 2")

    code, found = ledger()

    assert (code, found["faults"]) == (1, ["The body of entry 2 isn't the one that was published."])
