"""Somebody with the product's role makes temporary tables with the names of those that the triggers ask."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from cms.operations.models import MaintenanceWindow
from tests.factories.moderation import maintenance_window, maker, publish

from .scene import what_the_public_sees

pytestmark = pytest.mark.django_db

SHADOWED = ("wagtailcore_taskstate", "wagtailcore_workflowstate", "wagtailcore_revision", "moderation_foureyestask")
SUBMITTED = """
INSERT INTO pg_temp.wagtailcore_workflowstate (id, object_id, base_content_type_id, status)
SELECT 1000, object_id, base_content_type_id, 'approved' FROM public.wagtailcore_revision WHERE id = %s
"""
APPROVED = """
INSERT INTO pg_temp.wagtailcore_taskstate
    (id, revision_id, task_id, workflow_state_id, status, finished_by_id, finished_at)
SELECT 1000, %s, task_ptr_id, 1000, 'approved', 1, now() FROM public.moderation_foureyestask LIMIT 1
"""
LOOSE = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = oid AND deptype = 'e')
    AND NOT EXISTS (SELECT 1 FROM unnest(proconfig) AS setting
        WHERE setting LIKE 'search\\_path=pg_catalog, public, pg_temp')
"""


def run(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def shadow(*tables: str) -> None:
    for table in tables:
        run(f"CREATE TEMPORARY TABLE {table} AS TABLE public.{table}")


def test_an_approval_in_a_temporary_table_publishes_nothing() -> None:
    draft = maintenance_window(title="Mine")
    own = draft.save_revision(user=maker()).pk
    before = what_the_public_sees()
    shadow(*SHADOWED)
    run(SUBMITTED, own)
    run(APPROVED, own)

    with pytest.raises(IntegrityError, match="was not approved"):
        run("UPDATE operations_maintenancewindow SET live = true, live_revision_id = %s WHERE id = %s", own, draft.pk)

    run("DROP TABLE " + ", ".join(f"pg_temp.{table}" for table in SHADOWED))
    assert what_the_public_sees() == before


def test_a_version_in_a_temporary_table_is_not_what_was_approved() -> None:
    window = publish(maintenance_window(title="Public"))
    shadow("wagtailcore_revision")
    run("UPDATE pg_temp.wagtailcore_revision SET content = jsonb_set(content, '{title}', '\"Mine\"')")

    with pytest.raises(IntegrityError, match="title of"):
        run("UPDATE operations_maintenancewindow SET title = 'Mine' WHERE id = %s", window.pk)

    assert MaintenanceWindow.objects.get(pk=window.pk).title == "Public"


def test_every_function_of_ours_finds_our_own_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOOSE, [])
        assert cursor.fetchall() == []
