"""A file of a set is served in parts, not twice, and told as missing when its bytes are away."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client

from fundfeed.models import BulkSet
from tests.factories.public_answers import API, body_of
from tests.functional.bulk.files import file_of


def test_a_file_is_served_in_parts_and_not_twice(first: BulkSet) -> None:
    address = file_of(first, "full")["url"]
    whole = Client().get(address)
    body = body_of(whole)

    part = Client().get(address, headers={"Range": "bytes=10-19"})
    rest = Client().get(address, headers={"Range": "bytes=20-", "If-Range": whole["ETag"]})
    beyond = Client().get(address, headers={"Range": f"bytes={len(body)}-"})
    again = Client().get(address, headers={"If-None-Match": whole["ETag"]})
    by_time = Client().get(address, headers={"If-Modified-Since": whole["Last-Modified"]})
    head = Client().head(address)

    assert (part.status_code, body_of(part), part["Content-Range"]) == (206, body[10:20], f"bytes 10-19/{len(body)}")
    assert body_of(rest) == body[20:]
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(body)}")
    assert (again.status_code, by_time.status_code, again["Last-Modified"]) == (304, 304, whole["Last-Modified"])
    assert (head.status_code, head["Content-Length"]) == (200, str(len(body)))
    assert "immutable" in whole["Cache-Control"]
    assert whole["Content-Type"] == "application/gzip"


@pytest.mark.parametrize("name", ["funds-20200101T000000Z-full.ndjson.gz", "../manage.py", "funds"])
def test_other_names_are_not_there(first: BulkSet, name: str) -> None:
    assert Client().get(f"{API}/bulk/{name}").status_code == 404
    assert Client().get(f"{API}/bulk/{name}.sha256").status_code == 404


def test_a_file_whose_bytes_are_away_is_told_as_that_and_kept_by_no_cache(first: BulkSet) -> None:
    entry = file_of(first, "full")
    Path(storages["bulk"].path(entry["sha256"])).unlink()

    refused = Client().get(entry["url"])

    assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
    assert (refused["Retry-After"], refused["Cache-Control"]) == ("60", "no-store")
