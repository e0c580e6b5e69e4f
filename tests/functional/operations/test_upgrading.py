"""While a new version starts, the one before works on its tables: what it asks and what it adds fits them."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from pytest_django import DjangoDbBlocker

from tests.factories.reading_on import Reader
from tests.factories.scratch import NAME, scratch_database

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith(("cms.", "fundfeed"))}
FACTS = "fundfeed"  # what the API serves; no other application lies below it, so going back takes none of its tables
REQUIRED = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
"""


def before_the_newest() -> list[type[Model]]:
    """Our models as they were before the newest migration of each application that has several."""
    loader = MigrationLoader(connection)
    last: dict[str, list[str]] = {}
    for label, name in sorted(key for key in loader.graph.nodes if key[0] in OURS):
        last.setdefault(label, []).append(name)
    wanted = [(label, names[-2]) for label, names in last.items() if len(names) > 1]
    known = loader.project_state(wanted).apps
    return [model for model in known.get_models() if model._meta.app_label in OURS]


@pytest.fixture(scope="module")
def models(django_db_setup: None, django_db_blocker: Any) -> list[type[Model]]:
    with django_db_blocker.unblock():
        return before_the_newest()


@pytest.mark.django_db
def test_everything_that_the_models_before_ask_for_is_there(models: list[type[Model]]) -> None:
    assert len(models) > 50
    for model in models:
        if model._meta.managed:
            list(model._base_manager.all()[:1])


@pytest.mark.django_db
def test_nothing_new_must_be_filled_by_those_who_do_not_know_of_it(models: list[type[Model]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REQUIRED)
        required = set(cursor.fetchall())

    filled = {(model._meta.db_table, field.column) for model in models for field in model._meta.local_fields}
    tables = {model._meta.db_table for model in models}
    assert {(table, column) for table, column in required if table in tables} - filled == set()


def test_the_version_before_reads_on_while_its_tables_are_migrated(
    models: list[type[Model]], django_db_blocker: DjangoDbBlocker
) -> None:
    facts = [model for model in models if model._meta.app_label == FACTS and model._meta.managed]
    reader = Reader([str(model._base_manager.all()[:1].query) for model in facts], database=NAME)
    with scratch_database(django_db_blocker) as scratch:
        back = scratch.manage("migrate", FACTS, the_one_before(FACTS), "--verbosity=0")
        with reader.reading():
            forth = scratch.manage("migrate", "--verbosity=0")

    assert (back.returncode, forth.returncode) == (0, 0), back.stderr + forth.stderr
    assert len(facts) > 20
    assert reader.refused == []


def the_one_before(app: str) -> str:
    """The name of the migration before the newest."""
    names = sorted(name for label, name in MigrationLoader(None).graph.nodes if label == app)
    return str(names[-2])
