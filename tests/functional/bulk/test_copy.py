"""The copy of the partner's first hour holds every fund, and its last two lines keep it up to date."""

import doctest
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fundfeed.models import BulkSet
from fundfeed.services import correct_fund
from tests.factories.live import live_api
from tests.factories.public_answers import fund_ids

DOCS = Path(__file__).parents[3] / "docs"


def run(lines: list[str], names: dict[str, Any]) -> None:
    for line in lines:
        exec(compile(line, "quickstart.md", "single"), names)  # noqa: S102 - the guide's own lines


def test_the_copy_of_the_guide_is_whole_and_follows(
    first: BulkSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(DOCS / "clients"))
    (block,) = re.findall(r"^```python copy\n(.*?)^```", (DOCS / "api/quickstart.md").read_text(), re.M | re.S)
    lines = [example.source for example in doctest.DocTestParser().get_examples(block)]
    with live_api() as address:
        api = import_module("fund_repository").Repository(address)
        names = {"api": api, "Path": Path}

        run(lines, names)
        whole = dict(names["copy"])
        correct_fund(
            fund_id="DEM00001", pointer="/geography", value="Japan", reason="Page 3", by="maker", approved_by="checker"
        )
        run(lines[-2:], names)

        assert whole.keys() == set(fund_ids())
        assert names["copy"]["DEM00001"] == api.fund("DEM00001") != whole["DEM00001"]


def test_a_file_that_the_newest_set_lacks_is_named(
    first: BulkSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(DOCS / "clients"))
    with live_api() as address:
        api = import_module("fund_repository").Repository(address)

        with pytest.raises(LookupError, match=f"{first.name} has no file of the kind 'delta'"):
            api.bulk(tmp_path, "delta")
