"""The scene, for each kind of attacker."""

import pytest

from cms.content.models import HomePage

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
