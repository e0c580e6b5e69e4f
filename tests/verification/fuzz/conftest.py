"""The API as shipped, once for every question in this folder."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.factories.shipped import Shipped, shipped


@pytest.fixture(scope="package")
def api(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shipped]:
    """The product behind granian."""
    with shipped(django_db_blocker, tmp_path_factory.mktemp("shipped")) as there:
        yield there
