"""Migrations say what the models say, and none of them locks or loses what the old code still uses."""

import pytest
from django.core.management import call_command
from django_migration_linter.management.commands.lintmigrations import Command as LintMigrations

OURS = (
    *("accounts", "audit", "backups", "cases", "changes", "content", "feeds"),
    *("fundfeed", "funds", "incidents", "moderation", "operations", "partners"),
    "support",
)


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run")


@pytest.mark.django_db
def test_no_migration_locks_a_table_or_breaks_the_code_that_still_runs() -> None:
    call_command(LintMigrations(), include_apps=OURS, no_cache=True)
