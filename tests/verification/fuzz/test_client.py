"""The client in the docs keeps a copy of the record from the real server."""

import gzip
import json
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.factories.scratch import ROOT
from tests.factories.shipped import Shipped

pytestmark = pytest.mark.django_db


def test_a_copy_begins_with_a_file_and_goes_on_with_changes(
    api: Shipped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs/clients"))
    monkeypatch.delitem(sys.modules, "fund_repository", raising=False)
    client = import_module("fund_repository").Repository(f"{api.url}/api/v1", key=api.keys[0])

    path, token = client.bulk(tmp_path)
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    changes, _ = client.changes("2026-11-18")

    assert {line["fundId"] for line in lines} == {change["fundId"] for change in changes}
    assert client.changes(token)[0] == []
    assert next(line for line in lines if line["fundId"] == "DEM00001") == client.fund("DEM00001")
