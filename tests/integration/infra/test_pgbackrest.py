"""Point-in-time recovery as it is shipped: real PostgreSQL, real pgBackRest, and a repository that somebody damages."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.parts.pgbackrest import SHIPPED, STANZA, Archived, find_programs
from infra.parts.ports import free_ports

ROWS = 10_000
COUNT = "SELECT count(*) FROM fund"


@pytest.fixture(scope="module")
def archived() -> Iterator[Archived]:
    """A cluster with a full backup, and rows that came after it."""
    programs = find_programs()
    if programs is None:
        pytest.skip("no pgBackRest, or no PostgreSQL of the system: apt-get install pgbackrest postgresql")
    folder = Path(tempfile.mkdtemp(prefix="fund-repository-", dir="/var/tmp"))
    folder.chmod(0o711)
    cluster = Archived(programs, folder, free_ports(1)[0])
    cluster.prepare()
    try:
        cluster.backrest("--type=full", "backup")
        cluster.ask(
            "SELECT pg_sleep(1.1)"
        )  # a backup's end is known by the second, and a moment in it is none after it
        cluster.ask(f"CREATE TABLE fund AS SELECT generate_series(1, {ROWS}) AS number")
        yield cluster
    finally:
        cluster.kill()
        shutil.rmtree(folder)


@pytest.fixture
def tampered(archived: Archived, tmp_path: Path) -> Iterator[Archived]:
    """The repository, put back as it was after somebody had his way with it."""
    owner = archived.repository.stat()
    shutil.copytree(archived.repository, tmp_path / "whole", symlinks=True)
    yield archived
    shutil.rmtree(archived.repository)
    shutil.copytree(tmp_path / "whole", archived.repository, symlinks=True)
    for path in (archived.repository, *archived.repository.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def test_after_a_mass_delete_the_moment_before_comes_back(archived: Archived) -> None:
    before = archived.ask("SELECT clock_timestamp()")
    archived.ask("DELETE FROM fund")
    archived.ask("SELECT pg_switch_wal()")
    archived.backrest("check")
    assert archived.ask(COUNT) == "0"

    archived.kill()
    archived.backrest("--delta", "--type=time", f"--target={before}", "--target-action=promote", "restore")
    archived.start()
    archived.ask("DO 'BEGIN WHILE pg_is_in_recovery() LOOP PERFORM pg_sleep(0.05); END LOOP; END'")

    assert archived.ask(COUNT) == str(ROWS)
    archived.backrest("--type=full", "backup")


def altered_backup(repository: Path) -> None:
    flip(largest(repository / "backup"))


def truncated_backup(repository: Path) -> None:
    path = largest(repository / "backup")
    path.write_bytes(path.read_bytes()[:-1000])


def missing_backup(repository: Path) -> None:
    largest(repository / "backup").unlink()


def altered_log(repository: Path) -> None:
    flip(largest(repository / "archive"))


def altered_list(repository: Path) -> None:
    for name in ("backup.manifest", "backup.manifest.copy"):
        for path in repository.rglob(name):
            flip(path)


def emptied(repository: Path) -> None:
    for path in (repository / "backup" / "main").iterdir():
        path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)


@pytest.mark.parametrize(
    "tamper", [altered_backup, truncated_backup, missing_backup, altered_log, altered_list, emptied]
)
def test_damage_is_found_by_our_check_where_verify_alone_ends_well(
    tampered: Archived, tamper: Callable[[Path], None]
) -> None:
    whole = tampered.run(SHIPPED / "check", STANZA, must=False)
    tamper(tampered.repository)

    damaged = tampered.run(SHIPPED / "check", STANZA, must=False)

    assert (whole.returncode, whole.stdout.splitlines()[-1]) == (0, "WHOLE"), whole.stdout + whole.stderr
    assert damaged.returncode == 1, damaged.stdout
    assert damaged.stderr.startswith(("DAMAGED", "NOTHING THERE"))


def test_nothing_in_the_repository_can_be_read_without_the_passphrase(archived: Archived) -> None:
    kept = b"".join(path.read_bytes() for path in archived.repository.rglob("*") if path.is_file())

    assert kept.count(b"Salted__") > 3
    assert b"backup-timestamp" not in kept


def largest(folder: Path) -> Path:
    return max((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
