"""The database keeps the directions of the code, and its migrations go forward and back."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model
from pytest_django import DjangoDbBlocker

from fundfeed.models import Provider
from tests.factories.scratch import Scratch, scratch_database

LAYERS = ("fundfeed", "cms", "api")


def layer(model: type[Model]) -> int:
    """How high the model's package stands: facts, words, read API; -1 for what others made."""
    package = model.__module__.partition(".")[0]
    return LAYERS.index(package) if package in LAYERS else -1


def relations() -> Iterator[tuple[type[Model], type[Model]]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            target = field.related_model
            if field.concrete and isinstance(target, type) and issubclass(target, Model):
                yield model, target


def test_foreign_keys_follow_the_direction_of_imports() -> None:
    ours = [(model, target) for model, target in relations() if layer(model) >= 0]

    assert len(ours) > 10
    assert [(model, target) for model, target in ours if layer(target) > layer(model)] == []


def test_facts_refer_to_facts_only_and_to_the_groups_that_are_told_of_them() -> None:
    outside = [(model, target) for model, target in relations() if layer(model) == 0 and layer(target) != layer(model)]

    assert {target for _, target in outside} == {Group}
    assert {model for model, _ in outside} == {Provider, Provider.notified_groups.through}


@pytest.fixture
def scratch(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    with scratch_database(django_db_blocker) as scratch:
        yield scratch


def tables(scratch: Scratch) -> set[str]:
    rows = scratch.ask("SELECT tablename FROM pg_tables WHERE tablename LIKE 'fundfeed_%'")
    ours = "NOT tgisinternal AND tgrelid::regclass::text LIKE 'fundfeed_%'"
    triggers = scratch.ask(f"SELECT tgname FROM pg_trigger WHERE {ours}")  # noqa: S608 - a constant
    return {name for (name,) in rows + triggers}


def test_the_migrations_of_the_feed_go_back_to_nothing_and_forward_again(scratch: Scratch) -> None:
    before = tables(scratch)

    back = scratch.manage("migrate", "fundfeed", "zero")
    gone = tables(scratch)
    forward = scratch.manage("migrate")

    assert (back.returncode, forward.returncode) == (0, 0), back.stderr + forward.stderr
    assert gone == set()
    assert tables(scratch) == before
    assert {"append_only", "never_emptied", "fundfeed_fundversion"} <= before
