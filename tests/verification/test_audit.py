"""The audit trail against people who own the tables: whatever they change, take out or cut off is found."""

import json
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.core.files.storage import storages
from django.core.management import call_command

from cms.accounts.models import User
from cms.audit.models import AuditEvent, AuditSeal
from cms.audit.services import record
from cms.audit.verification import verify
from tests.factories.audit import own_archive
from tests.factories.rights import promote
from tests.factories.roles import owner, product, session_as
from tests.factories.scratch import NAME
from tests.factories.site import Site
from tests.verification.four_eyes.scene import signed_in

OFF = "ALTER TABLE {0} DISABLE TRIGGER USER"
ON = "ALTER TABLE {0} ENABLE TRIGGER USER"
EVENTS = "audit_auditevent"


@pytest.fixture
def archive(settings: LazySettings, tmp_path: Path) -> Path:
    """An archive of one's own: its seals speak of one database."""
    return own_archive(settings, tmp_path / "archive")


@pytest.fixture
def trail(archive: Path, public: Site) -> Iterator[Path]:
    """Some events after a sealed beginning; the archive with the seal."""
    call("seal")
    for number in range(5):
        record(action="test.act", actor="mandy", label=f"Act {number}")
    yield archive
    shutil.rmtree(archive)


def call(act: str, **options: bool) -> tuple[int, str]:
    """The command's exit code, and what it printed."""
    printed = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("audit", act, stdout=printed, **options)
    assert isinstance(ended.value.code, int)
    return ended.value.code, printed.getvalue()


def found() -> dict[str, Any]:
    """What `audit verify --json` says."""
    code, printed = call("verify", json=True)
    answer: dict[str, Any] = json.loads(printed)
    assert code == (0 if answer["isSound"] else 1)
    return answer


def faults() -> list[str]:
    return [fault["what"] for fault in found()["faults"]]


def tamper(*statements: str, table: str = EVENTS, at: int = 0) -> None:
    """Somebody who owns the tables switches the guards off, does it, and switches them on again."""
    with session_as(owner(), database=NAME) as session:
        for statement in (OFF, *statements, ON):
            session.execute(statement.format(table, at=at).encode())


def number(label: str) -> int:
    return AuditEvent.objects.get(label=label).sequence


def test_an_untouched_trail_is_sound(trail: Path) -> None:
    answer = found()

    assert (answer["isSound"], answer["seals"], answer["faults"]) == (True, 1, [])
    assert answer["events"] == answer["last"] == AuditEvent.objects.count()


def test_a_changed_event_is_named(trail: Path) -> None:
    at = number("Act 2")

    tamper("UPDATE {0} SET actor = 'chris' WHERE sequence = {at}", at=at)

    answer = found()
    assert answer["faults"] == [
        {"sequence": at, "what": f"Event {at} was changed: its hash isn't that of its content."}
    ]


def test_a_changed_event_with_a_fitting_hash_breaks_the_next_link(trail: Path) -> None:
    at = number("Act 2")

    tamper(
        "UPDATE {0} SET actor = 'chris' WHERE sequence = {at}",
        "UPDATE {0} e SET hash = audit_hash(e) WHERE sequence = {at}",
        at=at,
    )

    assert faults() == [f"Event {at + 1} isn't chained to the one before."]


def test_an_event_taken_out_of_the_middle_is_missed(trail: Path) -> None:
    at = number("Act 2")

    tamper("DELETE FROM {0} WHERE sequence = {at}", at=at)

    assert faults()[0] == f"Event {at} is missing."


def test_a_tail_that_was_cut_off_is_missed_by_the_seal(trail: Path) -> None:
    call("seal")
    at = number("Act 3")

    tamper("DELETE FROM {0} WHERE sequence >= {at}", at=at)
    tamper("DELETE FROM {0} WHERE label IN ('Act 3', 'Act 4')", table="audit_recordedact")

    assert any("its tail was cut off" in what for what in faults())


WRITE_ANEW = """
    DO $$ DECLARE one audit_auditevent; previous text; BEGIN
        SELECT hash INTO previous FROM {0} WHERE sequence = {at} - 1;
        FOR one IN SELECT * FROM {0} WHERE sequence >= {at} ORDER BY sequence LOOP
            one.previous_hash := previous; previous := audit_hash(one);
            UPDATE {0} SET previous_hash = one.previous_hash, hash = previous WHERE sequence = one.sequence;
        END LOOP;
    END $$"""


def test_a_chain_written_anew_is_found_by_the_seal_even_when_its_row_was_taken_away(trail: Path) -> None:
    call("seal")
    at = number("Act 2")
    tamper("UPDATE {0} SET actor = 'chris' WHERE label = 'Act 2'")
    tamper(WRITE_ANEW, at=at)
    tamper("DELETE FROM {0}", table="audit_auditseal")

    assert any("the chain was written anew" in what for what in faults())
    assert AuditSeal.objects.count() == 0


def test_a_seal_s_file_that_is_gone_is_missed(trail: Path) -> None:
    seal = AuditSeal.objects.get()

    storages["archive"].delete(seal.file)

    assert faults() == [f"The seal's file {seal.file} is gone."]


def test_a_source_that_was_changed_behind_the_trail_is_found(trail: Path) -> None:
    tamper("UPDATE {0} SET actor = 'chris' WHERE label = 'Act 2'", table="audit_recordedact")

    (fault,) = found()["faults"]
    assert fault["sequence"] == number("Act 2")
    assert "of audit_recordedact was changed past the audit trail" in fault["what"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("UPDATE {0} SET outcome = 'failed'", "changed"),
        ("UPDATE {0} SET requested_by = 'chris'", "changed"),
        ("UPDATE {0} SET outcome = '', finished_at = NULL", "gone"),
    ],
)
def test_a_run_whose_outcome_was_changed_behind_the_trail_is_found(trail: Path, change: str, word: str) -> None:
    tamper(change, table="fundfeed_feedrun")

    assert any("of fundfeed_feedrun " in what and f" {word}" in what for what in faults())


def test_a_user_made_behind_the_trail_is_found(trail: Path) -> None:
    tamper(
        "INSERT INTO {0} (username, password, first_name, last_name, email, is_superuser, is_staff, is_active,"
        " date_joined) VALUES ('ghost', '', '', '', '', true, true, true, now())",
        table="accounts_user",
    )

    assert any("of accounts_user was written past the audit trail" in what for what in faults())


def test_a_trigger_that_is_switched_off_or_gone_is_told(trail: Path) -> None:
    with session_as(owner(), database=NAME) as session:
        session.execute(b"ALTER TABLE audit_auditevent DISABLE TRIGGER append_only")
        session.execute(b"DROP TRIGGER audit ON auth_group")

    assert faults() == [
        "The trigger append_only of audit_auditevent is switched off.",
        "The trigger audit of auth_group is gone.",
    ]


def test_the_first_broken_event_comes_first(trail: Path) -> None:
    first = number("Act 1")
    tamper("UPDATE {0} SET comment = 'x' WHERE label IN ('Act 3', 'Act 1')")

    code, printed = call("verify")

    assert code == 1
    assert printed.splitlines()[0].endswith(f"First: event {first}.")


def test_a_broken_chain_is_sealed_with_what_is_wrong(trail: Path) -> None:
    tamper("UPDATE {0} SET comment = 'x' WHERE label = 'Act 1'")

    code, _ = call("seal")

    assert code == 1
    assert AuditSeal.objects.latest().faults[0]["sequence"] == number("Act 1")


WRITES = (
    "INSERT INTO audit_auditevent SELECT sequence + 1000, at, action, actor_id, actor, address, object_type, object_id,"
    " label, data, comment, role, source, source_id, previous_hash, hash FROM audit_auditevent",
    "SELECT audit_append('{}')",
    *(
        f"{write} {table}{rest}"
        for table in (EVENTS, "audit_recordedact", "audit_auditseal", "wagtailcore_modellogentry")
        for write, rest in (("DELETE FROM", ""), ("TRUNCATE", ""), ("UPDATE", " SET id = 1"))
        if not (table == EVENTS and write == "UPDATE")
    ),
    "UPDATE audit_auditevent SET actor = ''",
    "ALTER TABLE wagtailcore_modellogentry DISABLE TRIGGER audit",
)


@pytest.mark.parametrize("write", WRITES)
def test_the_product_can_write_no_event_and_change_none(trail: Path, write: str) -> None:
    with session_as(product(), database=NAME) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(write.encode())


def test_what_the_database_tells_by_itself_knows_the_person_and_the_address(trail: Path) -> None:
    root, other = User.objects.create_user("root"), User.objects.create_user("mandy")
    promote(root)
    client = signed_in(root)
    form = {"username": "mandy", "email": "m@example.org", "first_name": "Mandy", "last_name": "M", "is_active": "on"}

    client.post(f"/admin/users/edit/{other.pk}/", form, REMOTE_ADDR="192.0.2.7")

    event = AuditEvent.objects.get(label="mandy", action="user.changed")
    assert (event.actor, event.address, event.data["changes"]["first_name"]) == ("root", "192.0.2.7", ["", "Mandy"])
    assert event.actor_id == str(root.pk)
    assert verify().is_sound


def test_many_transactions_at_once_make_one_chain(trail: Path) -> None:
    with session_as(product(), database=NAME) as one, session_as(product(), database=NAME) as other:
        insert = (
            b"INSERT INTO audit_recordedact (action, actor_id, actor, address, object_type, object_id, label, data,"
        )
        insert += b" comment) VALUES ('test.race', '', '', '', '', '', '', '{}', '')"
        one.autocommit = other.autocommit = False
        for _ in range(3):
            one.execute(insert)
            other.execute(insert)  # a chain locked by each insert would wait here for ever
        other.commit()
        one.commit()

    assert AuditEvent.objects.filter(action="test.race").count() == 6
    assert verify().is_sound
