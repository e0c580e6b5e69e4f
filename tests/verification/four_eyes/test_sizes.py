"""Inbox and listings ask the database as often for a thousand things as for ten."""

import math

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import TaskState

from cms.accounts import middleware
from cms.accounts.models import User
from cms.operations.models import MaintenanceWindow
from tests.factories.moderation import checker, maintenance_window, maker, submit

from .scene import WINDOWS, signed_in

pytestmark = pytest.mark.django_db

# Rows as Wagtail makes them, set by set: windows, their versions, submissions, and steps that wait.
MANY = (
    """INSERT INTO operations_maintenancewindow (title, scope, message_en, message_zh_hant, live, locked, expired,
        has_unpublished_changes)
    SELECT 'Window ' || n, 'site', 'a', 'b', false, false, false, true FROM generate_series(1, %(more)s) n""",
    """INSERT INTO wagtailcore_revision (content_type_id, base_content_type_id, object_id, user_id, created_at,
        object_str, content)
    SELECT r.content_type_id, r.base_content_type_id, w.id::text, r.user_id, now(), w.title,
        r.content::jsonb || jsonb_build_object('pk', w.id, 'title', w.title)
    FROM wagtailcore_revision r, operations_maintenancewindow w
    WHERE r.id = %(revision)s AND w.latest_revision_id IS NULL""",
    """UPDATE operations_maintenancewindow w SET latest_revision_id = r.id FROM wagtailcore_revision r
    WHERE r.object_id = w.id::text AND w.latest_revision_id IS NULL""",
    """INSERT INTO wagtailcore_workflowstate (content_type_id, base_content_type_id, object_id, workflow_id, status,
        created_at, requested_by_id)
    SELECT s.content_type_id, s.base_content_type_id, w.id::text, s.workflow_id, s.status, now(), s.requested_by_id
    FROM wagtailcore_workflowstate s, operations_maintenancewindow w WHERE s.id = %(submission)s
        AND NOT EXISTS (SELECT 1 FROM wagtailcore_workflowstate x WHERE x.object_id = w.id::text)""",
    """INSERT INTO wagtailcore_taskstate (workflow_state_id, revision_id, task_id, status, started_at, comment,
        content_type_id)
    SELECT s.id, w.latest_revision_id, t.task_id, t.status, now(), '', t.content_type_id
    FROM wagtailcore_workflowstate s JOIN operations_maintenancewindow w ON w.id::text = s.object_id,
        wagtailcore_taskstate t WHERE t.id = %(state)s AND s.current_task_state_id IS NULL""",
    """UPDATE wagtailcore_workflowstate s SET current_task_state_id = t.id FROM wagtailcore_taskstate t
    WHERE t.workflow_state_id = s.id AND s.current_task_state_id IS NULL""",
)
SCREENS = ("/admin/review/", "/admin/", f"{WINDOWS}/")


def fill_up(state: TaskState, *, to: int) -> None:
    """As many that wait as there should be, made of one."""
    numbers = {
        "more": to - MaintenanceWindow.objects.count(),
        "revision": state.revision_id,
        "submission": state.workflow_state_id,
        "state": state.pk,
    }
    with connection.cursor() as cursor:
        for statement in MANY:
            cursor.execute(statement, numbers)


def queries(user: User, address: str) -> int:
    """How often a screen asks, the second time that it is opened."""
    client = signed_in(user)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_thousand_that_wait_cost_as_many_queries_as_three_hundred_and_ten_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(middleware, "PRECISION", math.inf)  # once a minute somebody's presence is noted, which asks too
    state, readers = submit(maintenance_window()), (checker(), maker())
    fill_up(state, to=10)
    ten = {(reader.username, screen): queries(reader, screen) for reader in readers for screen in SCREENS}

    fill_up(state, to=300)  # a list that is longer than what is shown is counted
    more = {(reader.username, screen): queries(reader, screen) for reader in readers for screen in SCREENS}
    fill_up(state, to=1000)

    thousand = {(reader.username, screen): queries(reader, screen) for reader in readers for screen in SCREENS}
    assert TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count() == 1000
    assert {key: asked for key, asked in thousand.items() if asked != more[key]} == {}
    assert {key: asked for key, asked in ten.items() if not more[key] - 2 <= asked <= more[key]} == {}
    assert max(thousand.values()) < 60
