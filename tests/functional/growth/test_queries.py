"""However many funds there are, an address asks the database as often; docs/performance.md says how often."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fundfeed.models import GuardLimit
from infra.deliveries import demo_delivery
from tests.factories.public_answers import API
from tests.factories.site import open_site

FEW, MANY = 10, 300
TABLE = Path(__file__).parents[3] / "docs/performance.md"
ROW = re.compile(r"^\| `(/[^`]*)` \| (\d+) \|$", re.MULTILINE)
ADDRESSES = (
    "/funds/",
    "/funds/?assetClass=equity&ordering=name",
    "/funds/?asOf={day}",
    "/funds/facets/",
    "/funds/DEM00001/",
    "/funds/DEM00001/?asOf={day}",
    "/funds/DEM00001/figures/",
    "/funds/DEM00001/documents/",
    "/funds/DEM00001/provenance/",
    "/funds/DEM00001/versions/",
    "/funds/DEM00001/versions/1/proof/",
    "/resolve/?id=DEM00001",
    "/fund-groups/",
    "/umbrellas/",
    "/documents/",
    "/coverage/",
    "/coverage/totals/",
    "/changes/",
    "/content-changes/",
    "/record/",
    "/chain/",
    "/status/",
    "/feeds/all.atom",
)


def test_an_address_asks_as_often_for_few_funds_as_for_many(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = open_site(tmp_path / "site", monkeypatch)
    asked: dict[int, dict[str, int]] = {}
    for day, funds in ((1, FEW), (2, MANY)):
        site.deliver(demo_delivery(day, funds=funds, pdfs=False))
        GuardLimit.objects.update(count=MANY, share=1)
        assert site.sync().outcome == "applied"
        asked[funds] = {address: queries_of(address) for address in ADDRESSES}

    assert asked[MANY] == asked[FEW]
    assert {address: int(count) for address, count in ROW.findall(TABLE.read_text())} == asked[MANY]


def queries_of(address: str) -> int:
    """How often the database is asked by a process that answered before, for somebody who has no key."""
    client, path = Client(), API + address.format(day=site_day())
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def site_day() -> str:
    """Today, as the repository counts days."""
    return timezone.localdate().isoformat()
