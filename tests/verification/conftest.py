"""A provider whose first day is public in a database of its own, where everything is really committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.factories.scratch import NAME, scratch_database
from tests.factories.site import Site, open_site
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


@pytest.fixture
def public(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """The provider after its first day."""
    with scratch_database(django_db_blocker), django_db_blocker.unblock(), connected_to(NAME=NAME):
        site = open_site(tmp_path / "site", monkeypatch)
        site.deliver(first_day())
        assert site.sync().outcome == "applied"
        yield site
