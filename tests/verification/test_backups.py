"""A backup is restored equal; whatever is done to it is found, and told in the operator's words."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from cms.backups.checks import backup, backup_size, exercise, restore_drill
from cms.backups.directory import Directory
from cms.backups.faults import Unsound
from cms.backups.forgetting import forget_old
from cms.backups.models import BackupRun, RestoreDrill
from cms.backups.sealing import PIECE, Key, opened, seal
from cms.backups.selectors import latest_backup, latest_drill, latest_exercise
from cms.backups.services import back_up
from cms.backups.signals import recovery_failed
from cms.operations.checks.registry import Scene
from cms.operations.limits import MEASURES
from cms.operations.states import State
from fundfeed.models import Message
from tests.factories.public_answers import get
from tests.factories.roles import owner, product, session_as
from tests.factories.scratch import NAME, Scratch, url_of
from tests.verification import damage
from tests.verification.backing import SECRET, Backed, backed_up, empty_database, programs, told
from tests.verification.conftest import connected_to

RECOVERED = "recovered"


@pytest.fixture(scope="module")
def backed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Backed]:
    """One backup of a provider's first day, in a directory."""
    folder = tmp_path_factory.mktemp("backups")
    with backed_up(django_db_blocker, folder, BACKUP_DIR=folder / "backups") as backed:
        yield backed


@pytest.fixture
def tampered(backed: Backed, tmp_path: Path) -> Iterator[Backed]:
    """The backup, put back as it was after somebody had his way with it."""
    shutil.copytree(backed.directory, tmp_path / "whole")
    yield backed
    shutil.rmtree(backed.directory)
    shutil.copytree(tmp_path / "whole", backed.directory)


@pytest.mark.django_db
def test_the_operators_screen_says_how_old_backup_and_drill_are() -> None:
    BackupRun(at=timezone.now(), name="20260101T000000Z", seconds=1).save()
    RestoreDrill(at=timezone.now(), name="20260101T000000Z", seconds=1, is_restored=True, age_seconds=1).save()

    states = [
        [result.state for look in (backup, restore_drill) for result in look(Scene(at=at, limits={}))]
        for at in (timezone.now() + timedelta(days=days) for days in (0, 2, 9, 20))
    ]

    assert states == [
        [State.OK, State.OK],
        [State.WARN, State.OK],
        [State.BAD, State.WARN],
        [State.BAD, State.BAD],
    ]


@pytest.mark.django_db
def test_an_exercise_is_written_down_and_asked_for_again_and_is_no_drill() -> None:
    code, printed = told("tell_exercise", "20260101T000000Z", "--by", "maria", "--minutes", "42", "--lost", "310")
    later = [timezone.now() + timedelta(days=days) for days in (0, 36, 66)]

    states = [result.state for at in later for result in exercise(Scene(at=at, limits={}))]
    told("tell_exercise", "20260102T000000Z", "--by", "maria", "--minutes", "5", "--lost", "0", "--fault", "No key.")

    last = latest_exercise()
    assert (code, printed) == (0, "Written down: 20260101T000000Z by maria, 42 minutes, 0 faults.\n")
    assert states == [State.OK, State.WARN, State.BAD]
    assert last is not None
    assert (last.by, last.faults, last.age_seconds, latest_drill()) == ("maria", ["No key."], 0, None)
    assert [result.state for result in exercise(Scene(at=timezone.now(), limits={}))] == [State.BAD]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sizes", "state"),
    [
        ((1000, 1010), State.UNKNOWN),
        ((1000, 1010, 990, 1100), State.OK),
        ((1000, 1010, 990, 400), State.WARN),
        ((1000, 1010, 990, 100), State.BAD),
        ((1000, 1010, 990, 2000), State.BAD),
    ],
)
def test_a_backup_that_is_not_of_the_usual_size_is_told(sizes: tuple[int, ...], state: State) -> None:
    limits = {name: measure.shipped for name, measure in MEASURES.items()}
    for day, size in enumerate(sizes):
        BackupRun(at=timezone.now() + timedelta(days=day), name=f"2026010{day}", seconds=1, database=size).save()

    results = list(backup_size(Scene(at=timezone.now(), limits=limits)))

    assert [result.state for result in results] == [state]


def test_a_backup_is_restored_beside_the_live_installation_and_is_equal(backed: Backed) -> None:
    code, printed = told("restore_drill")

    drill = latest_drill()
    assert (code, drill is not None and drill.faults) == (0, []), printed
    assert "restored, and equal" in printed
    with session_as(owner(), database="postgres") as session:
        assert session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [f"{NAME}_drill"]).fetchall() == []


@pytest.fixture
def empty(backed: Backed, tmp_path: Path) -> Iterator[Scratch]:
    """A new machine with the backup beside it: nothing is in its database, which is called `RECOVERED`."""
    settings = connection.settings_dict
    with empty_database(RECOVERED):
        yield Scratch(
            {
                "STORAGE_URL": f"file://{tmp_path}",
                "BACKUP_DIR": str(backed.directory),
                "BACKUP_KEY_FILE": str(backed.key_file),
                "POSTGRES_PROGRAMS": str(programs()),
                "DATABASE_OWNER_URL": url_of(settings | {"NAME": RECOVERED}),
                "DATABASE_URL": url_of(settings | product() | {"NAME": RECOVERED}),
            }
        )


def test_an_installation_that_is_gone_comes_back_by_the_manual(backed: Backed, empty: Scratch, tmp_path: Path) -> None:
    manifest, before = backed.place.read(backed.name), get("/record/")

    ended = [empty.manage("restore", backed.name), empty.manage("migrate"), empty.manage("restore", "x")]
    said = json.loads(empty.manage("recovery_state").stdout)
    with connected_to(NAME=RECOVERED):
        after = get("/record/")

    assert [step.returncode for step in ended] == [0, 0, 1], [step.stdout + step.stderr for step in ended]
    assert "the database isn't empty" in ended[2].stdout
    assert said["faults"] == []
    assert said["state"]["ledger"] == manifest.state.ledger
    assert said["state"]["answers"] == manifest.state.answers
    assert sum(path.is_file() for path in tmp_path.rglob("*/*")) >= len(manifest.files)
    assert after["changedAt"] == before["changedAt"]
    assert after["state"] != before["state"]  # whoever kept newer answers under the old state must not show them


def test_it_holds_every_stored_file_and_what_the_installation_said(backed: Backed) -> None:
    manifest = backed.place.read(backed.name)

    stores = {file.store for file in manifest.files}
    assert stores >= {"archive"}
    assert any(file.path.startswith("audit/") for file in manifest.files)
    assert len(manifest.state.answers) == 4
    assert all(answer.startswith("200 ") for answer in manifest.state.answers.values()), manifest.state.answers
    assert manifest.state.tables["fundfeed_publishedfund"].startswith("3 rows, ")


def test_nothing_in_it_can_be_read_without_the_key_and_no_secret_with_it(backed: Backed) -> None:
    written = b"".join(path.read_bytes() for path in backed.directory.rglob("*") if path.is_file())
    sealed = backed.place.read(backed.name).parts["settings"]
    settings = b"".join(backed.place.part(backed.name, "settings", sealed))

    assert b"Harbour" not in written
    assert b"%PDF" not in written
    assert owner()["PASSWORD"].encode() not in settings
    assert msgspec.json.decode(settings)["app_env"] == "test"


def test_what_differs_after_restoring_is_named(tampered: Backed) -> None:
    manifest = tampered.place.read(tampered.name)
    tables = manifest.state.tables | {"fundfeed_fund": "1 rows, 1"}
    answers = dict.fromkeys(manifest.state.answers, "200 other")
    stated = msgspec.structs.replace(manifest.state, tables=tables, answers=answers)
    other = msgspec.structs.replace(manifest, name="20200101T000000Z", state=stated)
    parts = {
        part: tampered.place.seal_part(other.name, part, tampered.place.part(tampered.name, part, sealed), at=other.at)
        for part, sealed in manifest.parts.items()
    }
    tampered.place.write(msgspec.structs.replace(other, parts=parts))

    code, printed = told("restore_drill", other.name)

    assert code == 1
    assert "DIFFERENT AFTER RESTORING: table fundfeed_fund differs." in printed
    assert printed.count("with other bytes") == 4


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (damage.missing_backup, "MISSING: there is no backup"),
        (damage.missing_manifest, "UNFINISHED: backup"),
        (damage.missing_dump, "MISSING: 2"),
        (damage.missing_file, "MISSING: pool/"),
        (damage.truncated_dump, "CUT SHORT: 2"),
        (damage.emptied_manifest, "CUT SHORT: 2"),
        (damage.altered_dump, "ALTERED: 2"),
        (damage.altered_manifest, "ALTERED: 2"),
        (damage.altered_file, "ALTERED: pool/"),
        (damage.swapped_files, "SWAPPED: pool/"),
        (damage.another_manifest, "SWAPPED: the manifest of"),
        (damage.another_key, "WRONG KEY: 2"),
    ],
)
def test_what_was_done_to_a_backup_is_found_before_anything_is_restored(
    tampered: Backed, tamper: Callable[[Backed], None], words: str
) -> None:
    key, place = tampered.key_file, tampered.place
    tamper(tampered)

    code, printed = told("restore_drill", "--verify-only")

    key.write_text(SECRET)
    tampered.place = place
    assert code == 1
    assert words in printed


def test_a_failure_is_a_row_a_mail_an_event_and_a_signal(tampered: Backed) -> None:
    heard: list[object] = []
    damage.missing_dump(tampered)

    recovery_failed.connect(listener := lambda row, **_: heard.append(row))
    told("restore_drill", "--verify-only")
    recovery_failed.disconnect(listener)

    row = RestoreDrill.objects.first()
    mail = Message.objects.order_by("-pk").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT action FROM audit_auditevent WHERE source = 'backups_restoredrill' ORDER BY sequence DESC"
        )
        assert cursor.fetchone() == ("recovery.drill.created",)
    assert heard == [row]
    assert mail is not None
    assert (mail.subject, mail.recipients) == ("A restore drill failed", ["operators@funds.example"])


def test_a_backup_that_can_t_be_made_is_told_too(
    tampered: Backed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = tampered.place.names()
    monkeypatch.setattr("django.conf.settings.POSTGRES_PROGRAMS", tmp_path)

    run = back_up(at=timezone.now() + timedelta(hours=1))

    assert run.faults[0].startswith("FAILED: FileNotFoundError: ")
    assert tampered.place.names() == before
    assert latest_backup() != run
    assert [result.state for result in backup(Scene(at=timezone.now(), limits={}))] == [State.BAD]


def test_a_second_backup_stores_only_what_is_new_and_an_old_one_is_forgotten(tampered: Backed) -> None:
    before = set(tampered.pooled)
    storages["default"].save("new.txt", ContentFile(b"new"))

    run = back_up(at=timezone.now() + timedelta(minutes=1))
    names = tampered.place.names()
    third = msgspec.structs.replace(tampered.place.read(names[-1]), name="20990101T000000Z", files=())
    tampered.place.write(third)
    later = timezone.now() + timedelta(days=60)
    forgotten = forget_old(tampered.place, at=later, keep=timedelta(days=35))

    assert run.faults == []
    assert run.added < run.size
    assert len(names) == 2
    assert (forgotten.names, forgotten.locked) == ([tampered.name], [])
    assert len(set(tampered.pooled) - before) >= 1
    assert before <= set(tampered.pooled)


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
def test_a_file_of_any_size_is_read_as_it_was_written_and_not_when_a_piece_is_gone(tmp_path: Path, size: int) -> None:
    key, path, content = Key(bytes(32)), tmp_path / "file", bytes(size)

    seal([content], lambda pieces: Directory(tmp_path).put("file", pieces, until=None), key=key, name="file")
    whole = b"".join(opened(path.open("rb"), key=key, name="file"))
    path.write_bytes(path.read_bytes()[: -(size % PIECE or PIECE) - 16])

    assert whole == content
    with pytest.raises(Unsound):
        list(opened(path.open("rb"), key=key, name="file"))
