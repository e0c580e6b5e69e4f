"""A provider's site, empty or after its first delivery was published."""

from pathlib import Path

import pytest

from infra.deliveries import small_delivery
from tests.factories.site import Site, open_site


@pytest.fixture
def site(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider that has delivered nothing yet."""
    return open_site(tmp_path / "site", monkeypatch)


@pytest.fixture
def published(site: Site) -> Site:
    """A provider whose first delivery, three funds and two documents, is public."""
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    return site
