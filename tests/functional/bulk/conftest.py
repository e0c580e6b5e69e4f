"""A public record that is really committed, as bulk files need it."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from fundfeed.models import BulkSet
from fundfeed.services import make_bulk
from infra.deliveries import small_delivery
from tests.factories.scratch import NAME, scratch_database
from tests.factories.site import Site, open_site
from tests.verification.conftest import connected_to


@pytest.fixture
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Site]:
    """A provider whose first day is public, in a database of its own; no bulk file is made yet."""
    with scratch_database(django_db_blocker), django_db_blocker.unblock(), connected_to(NAME=NAME):
        site = open_site(tmp_path_factory.mktemp("bulk") / "site", monkeypatch)
        site.deliver(small_delivery())
        assert site.sync().outcome == "applied"
        yield site


@pytest.fixture
def first(site: Site) -> BulkSet:
    """The first set of files."""
    made = make_bulk()
    assert made is not None
    return made
