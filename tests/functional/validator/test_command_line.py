"""The commands that a provider types, in processes of their own: without settings, database or network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.deliveries import small_delivery, write_check, write_delivery

from .conftest import Write

ROOT = Path(__file__).parents[3]
ALONE = (sys.executable, "-m", "fundfeed", "validate")
SAID = {"name": {"en": "Report", "zh-Hant": "報告"}, "isExpected": False, "isRetired": False}
MANAGED = (sys.executable, "manage.py", "validate_delivery")


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def unreadable(good: Path) -> Path:
    (good / "index.json.check").write_text("0" * 64)
    return good


def test_a_good_delivery_exits_with_zero_and_no_settings(good: Path) -> None:
    done = run(*ALONE, good)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ACCEPTABLE: ")


def test_both_commands_say_the_same(unreadable: Path) -> None:
    alone = run(*ALONE, unreadable, "--format", "json")
    managed = run(*MANAGED, unreadable, "--format", "json", APP_ENV="test")

    assert alone.returncode == managed.returncode == 20
    told = [json.loads(done.stdout) | {"checked_at": ""} for done in (alone, managed)]
    assert told[0] == told[1]


def test_the_report_goes_to_a_file_and_the_word_to_the_screen(unreadable: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"

    done = run(*ALONE, unreadable, "--format", "html", "--output", target)

    assert done.returncode == 20
    assert done.stdout == f"UNREADABLE: the report is in {target}.\n"
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_report_that_can_t_be_written_is_said_so(good: Path, tmp_path: Path) -> None:
    done = run(*ALONE, good, "--output", tmp_path / "nowhere" / "report.txt")

    assert (done.returncode, done.stderr) == (1, "")
    assert "report.txt can't be written: No such file or directory." in done.stdout


def test_a_previous_delivery_that_won_t_do_is_no_verdict_on_this_one(unreadable: Path, write: Write) -> None:
    done = run(*ALONE, write(small_delivery()), "--against", unreadable)

    assert done.returncode == 1
    assert "can't have been public" in done.stdout


def test_a_provider_with_names_of_its_own_gives_its_mapping(good: Path, tmp_path: Path) -> None:
    index = (good / "index.json").read_text().replace('"fundCurrency"', '"waehrung"')
    (good / "index.json").write_text(index)
    write_check(good / "index.json")
    mapping = tmp_path / "names.json"
    mapping.write_text('{"names": {"waehrung": "fundCurrency"}}')

    without, with_it = run(*ALONE, good), run(*ALONE, good, "--mapping", mapping)

    assert "record.missing" in without.stdout
    assert with_it.returncode == 0
    assert "record.missing" not in with_it.stdout
    assert "keys.unknown" not in with_it.stdout


def test_a_provider_whose_names_are_all_its_own_is_told_of_mappings(tmp_path: Path) -> None:
    delivery = small_delivery()
    for fund in delivery.funds:
        fund["code"] = fund.pop("fundId")
    write_delivery(tmp_path, delivery)

    done = run(*ALONE, tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith("ACCEPTABLE: None of its funds would be published; ")
    assert "check with --mapping" in done.stdout


def test_a_provider_whose_funds_are_all_held_back_is_not_told_to_send_them(tmp_path: Path) -> None:
    delivery = small_delivery()
    for fund in delivery.funds:
        fund["authorisationDate"] = "01/05/2013"
    write_delivery(tmp_path, delivery)

    done = run(*ALONE, tmp_path)

    assert "The feed would publish none of the funds" in done.stdout
    assert "send the delivery as it is" not in done.stdout


def test_values_under_a_name_of_the_providers_own_are_answered_with_the_contracts(good: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "names.json"
    mapping.write_text('{"names": {"statut": "authorisationStatus"}, "values": {"statut": {"AGREE": "authorised"}}}')

    done = run(*ALONE, good, "--mapping", mapping)

    assert "It is a name of yours: give its values for `authorisationStatus`." in done.stdout + done.stderr


def test_a_list_under_another_name_is_shown_beside_the_one_that_is_missing(good: Path) -> None:
    (good / "document.json").write_text('{"papers": []}')
    write_check(good / "document.json")

    done = run(*ALONE, good)

    assert "received  papers" in done.stdout
    assert "expected  a list `documents`, or a mapping that names yours" in done.stdout


@pytest.mark.parametrize("options", [("absent",), (".", "--against", "absent")])
def test_a_directory_that_isn_t_there_is_no_incomplete_delivery(options: tuple[str, ...]) -> None:
    done = run(*ALONE, *options)

    assert (done.returncode, done.stdout) == (1, "absent is no directory: nothing was checked.\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [('{"names": {"x": "y"}}', "`x` stands for `y`"), ("{", "is not JSON"), (None, "can't be read")],
)
def test_a_mapping_that_can_t_be_used_is_no_verdict(content: str | None, told: str, good: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "names.json"
    if content is not None:
        mapping.write_text(content)

    done = run(*ALONE, good, "--mapping", mapping)

    assert (done.returncode, done.stderr) == (1, "")
    assert told in done.stdout


def test_the_schemas_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "fundfeed", "schemas", "--output", tmp_path / "feed")

    assert done.returncode == 0
    assert {path.name for path in (tmp_path / "feed").iterdir()} == {
        "deauthorised.schema.json",
        "document.schema.json",
        "index.schema.json",
    }


def test_types_that_the_repository_added_are_read_from_a_file(tmp_path: Path) -> None:
    delivery = small_delivery()
    delivery.documents["documents"][0]["documentType"] = "TAX"
    write_delivery(tmp_path / "delivery", delivery)
    types = tmp_path / "types.json"
    types.write_text(json.dumps({"results": [{"code": code, **SAID} for code in ("KFS", "TAX")]}))

    without, with_it = run(*ALONE, tmp_path / "delivery"), run(*ALONE, tmp_path / "delivery", "--document-types", types)

    assert "is no document type that is in use" in without.stdout
    assert (with_it.returncode, with_it.stderr) == (0, "")
    assert "is no document type" not in with_it.stdout


def test_a_file_of_types_that_cannot_be_read_is_named(good: Path, tmp_path: Path) -> None:
    done = run(*ALONE, good, "--document-types", tmp_path / "absent.json")

    assert (done.returncode, done.stdout) == (
        1,
        f"{tmp_path / 'absent.json'} can't be read: No such file or directory.\n",
    )
