"""Drill after drill of a record that goes on is equal, and whatever is done to a backup at random is found."""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from cms.backups.services import back_up, practise
from fundfeed.services import post_message
from tests.verification.backing import Backed, backed_up
from tests.verification.long_form import is_long

TIMES = 10 if is_long() else 2
Damage = Callable[[Path, random.Random], None]


@pytest.fixture(scope="module")
def backed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Backed]:
    """One backup of a provider's first day."""
    folder = tmp_path_factory.mktemp("drills")
    with backed_up(django_db_blocker, folder, BACKUP_DIR=folder / "backups") as backed:
        yield backed


@pytest.mark.parametrize("number", range(1, TIMES + 1))
def test_each_night_s_backup_is_restored_and_equal(backed: Backed, number: int) -> None:
    storages["default"].save(f"{number}.txt", ContentFile(random.Random(number).randbytes(5_000)))  # noqa: S311
    post_message(recipients=[], subject=f"Night {number}", text="", thread="recovery")

    run = back_up(at=timezone.now() + timedelta(days=number))
    drill = practise(at=timezone.now() + timedelta(days=number))

    assert (run.faults, drill.faults, drill.name) == ([], [], run.name)


def flipped(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut_short(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def gone(path: Path, _chance: random.Random) -> None:
    path.unlink()


def longer(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() + chance.randbytes(1))


def of_another(path: Path, _chance: random.Random) -> None:
    path.write_bytes(
        next(other for other in path.parents[1].rglob("*") if other.is_file() and other != path).read_bytes()
    )


@pytest.mark.parametrize("seed", range(10))
def test_damage_anywhere_is_found_and_named(backed: Backed, tmp_path: Path, seed: int) -> None:
    chance, place = random.Random(seed), backed.directory  # noqa: S311 - the same damage each time
    shutil.copytree(place, tmp_path / "whole")
    needed = sorted(path for path in place.rglob("*") if path.is_file() and path.parent == newest(place))
    path = chance.choice([*needed, *backed.pooled])
    damage: Damage = (flipped, cut_short, gone, longer, of_another)[seed % 5]

    damage(path, chance)
    drill = practise(at=timezone.now() + timedelta(days=20, minutes=seed), is_restored=False)

    shutil.rmtree(place)
    shutil.copytree(tmp_path / "whole", place)
    assert drill.faults, f"{damage.__name__} of {path}"
    whole = practise(at=timezone.now() + timedelta(days=20, minutes=seed, seconds=1), is_restored=False)
    assert whole.faults == []


def newest(place: Path) -> Path:
    return max(path.parent for path in place.glob("*/manifest"))
