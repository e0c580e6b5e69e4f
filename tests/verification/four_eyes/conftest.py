"""The scene, for each kind of attacker."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from cms.content.models import HomePage
from tests.factories.scratch import NAME, Scratch, scratch_database
from tests.verification.conftest import connected_to

from .scene import WHO, Scene, set_scene


@pytest.fixture(autouse=True)
def room_for_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another home page isn't refused for being one too many, but for the reason that is looked for."""
    monkeypatch.setattr(HomePage, "max_count", None)


@pytest.fixture(params=WHO)
def scene(db: None, request: pytest.FixtureRequest) -> Scene:
    """Once for each kind of attacker."""
    return set_scene(request.param)


@pytest.fixture
def scene_of_both(db: None) -> Scene:
    """For the strongest attacker who isn't a superuser: maker and checker at once, with every permission."""
    return set_scene("maker and checker")


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    """A database of one's own, in which every transaction is really committed."""
    with scratch_database(django_db_blocker) as scratch, django_db_blocker.unblock(), connected_to(NAME=NAME):
        yield scratch
