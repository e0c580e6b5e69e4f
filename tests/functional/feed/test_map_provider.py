"""`manage.py map_provider` says what it understood, or why it can't, and then nothing changed."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from fundfeed.models import Provider
from tests.factories.site import Site

MAPPING = {"names": {"codeIsin": "isin", "asOf": ["aumFund.date"]}, "values": {"isEtf": {"J": True}}}


@pytest.fixture
def names(tmp_path: Path) -> Path:
    return tmp_path / "names.json"


def map_provider(*arguments: Any, by: str = "mandy", approved_by: str = "chris", reason: str = "their words") -> str:
    printed = StringIO()
    call_command("map_provider", *map(str, arguments), by=by, approved_by=approved_by, reason=reason, stdout=printed)
    return printed.getvalue()


def test_it_prints_what_it_understood_and_keeps_it(site: Site, names: Path) -> None:
    names.write_text(json.dumps(MAPPING))

    told = map_provider("DEMO", names)

    kept = Provider.objects.get(code="DEMO")
    assert (kept.mapping, kept.mapped_at) == (MAPPING, site.now)
    assert (kept.mapped_by, kept.mapping_approved_by, kept.mapping_reason) == ("mandy", "chris", "their words")
    assert told.splitlines()[1:] == [
        "  asOf → date, in funds.aumFund",
        "  codeIsin → isin, in funds.shareClasses",
        "  J → true, in funds.isEtf",
    ]
    assert map_provider("DEMO") == told


def test_an_empty_mapping_takes_all_away(site: Site, names: Path) -> None:
    names.write_text(json.dumps(MAPPING))
    map_provider("DEMO", names)
    names.write_text("{}")

    assert "has no names of its own" in map_provider("DEMO", names)
    assert Provider.objects.get(code="DEMO").mapping == {}


@pytest.mark.parametrize("content", ['{"names": {"a": "b", "b": "a"}}', "[]", "{", "null and void", "\ud800"])
def test_a_mapping_that_can_t_be_used_changes_nothing(content: str, site: Site, names: Path) -> None:
    names.write_text(json.dumps(MAPPING))
    map_provider("DEMO", names)
    names.write_bytes(content.encode(errors="surrogatepass"))

    with pytest.raises(CommandError):
        map_provider("DEMO", names)

    assert Provider.objects.get(code="DEMO").mapping == MAPPING


def test_a_provider_that_isn_t_there_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="There is no provider NOBODY"):
        map_provider("NOBODY")


@pytest.mark.parametrize("people", [{"approved_by": "mandy"}, {"approved_by": ""}, {"reason": " "}])
def test_one_person_alone_maps_nothing(people: dict[str, str], site: Site, names: Path) -> None:
    names.write_text(json.dumps(MAPPING))

    with pytest.raises(CommandError):
        map_provider("DEMO", names, **people)

    assert Provider.objects.get(code="DEMO").mapping == {}
