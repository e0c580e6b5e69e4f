"""A provider whose first day is public in a database of its own, where everything is really committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.factories.scratch import NAME, scratch_database
from tests.factories.site import Site, open_site
from tests.verification.cluster import Cluster, own_cluster
from tests.verification.days import first_day


@contextmanager
def connected_to(**settings: str) -> Iterator[None]:
    """Let this process and its forks use another database."""
    current = connections["default"].settings_dict
    before = {name: current[name] for name in settings}
    connections.close_all()
    current.update(settings)
    try:
        yield
    finally:
        connections.close_all()
        current.update(before)


@contextmanager
def in_scratch(blocker: DjangoDbBlocker, directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The provider after its first day, in a fresh copy of the database that is connected."""
    with scratch_database(blocker), blocker.unblock(), connected_to(NAME=NAME):
        site = open_site(directory, monkeypatch)
        site.deliver(first_day())
        assert site.sync().outcome == "applied"
        yield site


@pytest.fixture
def public(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """The provider after its first day."""
    with in_scratch(django_db_blocker, tmp_path / "site", monkeypatch) as site:
        yield site


@pytest.fixture(scope="session")
def cluster(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cluster]:
    """A PostgreSQL that may be hurt."""
    with django_db_blocker.unblock():
        template = dict(connections["default"].settings_dict)
    with own_cluster(tmp_path_factory.mktemp("cluster"), template) as cluster:
        yield cluster


@pytest.fixture
def public_there(
    cluster: Cluster, django_db_blocker: DjangoDbBlocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """The provider after its first day, in the PostgreSQL that may be hurt."""
    with (
        connected_to(**cluster.address),
        in_scratch(django_db_blocker, tmp_path / "site", monkeypatch) as site,
    ):
        yield site
