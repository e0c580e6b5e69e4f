"""A provider's site with a delivery that waits for people, and people who sign in."""

from pathlib import Path

import pytest
from django.test import Client

from infra.deliveries import small_delivery
from tests.factories.moderation import checker, maker
from tests.factories.site import Site, open_site


@pytest.fixture
def published(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider whose first delivery, three funds and two documents, is public."""
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    return site


@pytest.fixture
def suspicious(published: Site) -> Site:
    """A second day that deauthorises one of three funds where the limit is none."""
    published.provider.limits.filter(measure="deauthorised").update(count=0, share=0.1)
    tomorrow = published.next_day()
    tomorrow.deauthorise("DEM00002", reason="liquidation")
    published.deliver(tomorrow)
    assert published.sync().outcome == "awaiting_release: suspicious"
    return published


@pytest.fixture
def maker_s_browser(db: None) -> Client:
    """Somebody who proposes, signed in."""
    client = Client()
    client.force_login(maker())
    return client


@pytest.fixture
def checker_s_browser(db: None) -> Client:
    """Somebody who decides, signed in."""
    client = Client()
    client.force_login(checker())
    return client
