"""What the demo keeps: secrets, the environment for commands, stamps, and the claim on its directory."""

import subprocess
from pathlib import Path

import pytest

from infra.demo.claim import claimed, is_claimed
from infra.demo.environment import read_shell_file, without_owner, write_shell_file
from infra.demo.errors import DemoError
from infra.demo.secrets import Secrets
from infra.demo.stamps import digest, is_stamped, write_stamp
from infra.parts.postgres import Postgres
from infra.parts.redis import Redis

AWKWARD = {"PLAIN": "a", "QUOTED": 'it\'s "so" $HOME `id` #1', "SPACED": "/srv/my funds", "KEY": "ssh-ed25519 AAAA+/="}


def test_secrets_are_made_once_and_differ_between_demos(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()

    first, again, other = (Secrets.of(place) for place in (tmp_path, tmp_path, tmp_path / "other"))

    assert first == again
    assert first.secret_key != other.secret_key


def test_processes_that_serve_learn_no_way_to_own_the_tables(tmp_path: Path) -> None:
    secrets = Secrets.of(tmp_path)
    postgres = Postgres(directory=tmp_path, port=5432, password=secrets.parts_password)
    redis = Redis(directory=tmp_path, port=6379, password=secrets.broker_password)

    told = without_owner({**postgres.environment, **redis.environment})

    assert told["DATABASE_OWNER_URL"] == ""
    assert secrets.parts_password not in "".join(told.values())


def test_nobody_else_can_read_what_holds_secrets(tmp_path: Path) -> None:
    Secrets.of(tmp_path)
    write_shell_file(tmp_path / "env", AWKWARD)

    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}

    assert modes == {"secrets.json": 0o600, "env": 0o600}


def test_a_shell_reads_the_environment_exactly_as_it_was(tmp_path: Path) -> None:
    write_shell_file(tmp_path / "env", AWKWARD)

    command = f". '{tmp_path}/env'; printf '%s\\n' " + " ".join(f'"${name}"' for name in AWKWARD)
    shell = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)  # noqa: S603, S607

    assert shell.stdout.splitlines() == list(AWKWARD.values())


def test_the_demo_reads_its_own_environment_back(tmp_path: Path) -> None:
    write_shell_file(tmp_path / "env", AWKWARD)

    assert read_shell_file(tmp_path / "env") == AWKWARD


def test_a_state_directory_has_one_demo_at_a_time(tmp_path: Path) -> None:
    with claimed(tmp_path):
        assert is_claimed(tmp_path)
        with pytest.raises(DemoError, match="a demo already runs on"), claimed(tmp_path):
            pass

    assert not is_claimed(tmp_path)


def test_work_is_done_again_only_when_its_inputs_change(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "page.astro").write_text("one")
    before = digest(tmp_path, ["src", "package-lock.json"])
    write_stamp(tmp_path / "dist" / "stamp", before)

    (tmp_path / "src" / "page.astro").write_text("two")

    assert is_stamped(tmp_path / "dist" / "stamp", before)
    assert not is_stamped(tmp_path / "dist" / "stamp", digest(tmp_path, ["src", "package-lock.json"]))


def test_a_renamed_file_is_a_changed_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("same")
    before = digest(tmp_path, ["a.txt", "b.txt"])

    (tmp_path / "a.txt").rename(tmp_path / "b.txt")

    assert digest(tmp_path, ["a.txt", "b.txt"]) != before
