"""A provider's site, for the events of its runs."""

from pathlib import Path

import pytest

from tests.factories.site import Site, open_site


@pytest.fixture
def site(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider that has delivered nothing yet."""
    return open_site(tmp_path / "site", monkeypatch)
