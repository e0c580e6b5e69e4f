"""Versions, submissions and decisions, by SQL of one's own: none is rewritten, and a decision needs a checker."""

from collections.abc import Callable

import pytest

from tests.factories.moderation import checker, maintenance_window, maker, publish, reject, submit

from .own_sql import refused, run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "assignment",
    [
        "content = jsonb_set(content, '{title}', '\"Mine\"')",
        "user_id = NULL",
        "object_id = '1'",
        "created_at = now()",
        "content_type_id = 1",
    ],
)
def test_a_version_is_never_rewritten(assignment: str) -> None:
    window = publish(maintenance_window())

    rewritten = f"UPDATE wagtailcore_revision SET {assignment} WHERE id = %s"  # noqa: S608
    assert "cannot be rewritten" in refused(rewritten, window.live_revision_id)


def test_versions_submissions_and_decisions_are_not_deleted() -> None:
    publish(maintenance_window())

    for table in ("wagtailcore_revision", "wagtailcore_taskstate", "wagtailcore_workflowstate"):
        assert "kept" in refused(f"DELETE FROM {table}")  # noqa: S608


def test_an_approval_is_not_inserted() -> None:
    state = submit(maintenance_window())

    inserted = """
    INSERT INTO wagtailcore_taskstate (workflow_state_id, revision_id, task_id, status, started_at, finished_at,
        finished_by_id, comment, content_type_id)
    SELECT workflow_state_id, revision_id, task_id, 'approved', started_at, now(), %s, '', content_type_id
    FROM wagtailcore_taskstate WHERE id = %s"""
    assert "begins undecided" in refused(inserted, checker().pk, state.pk)


@pytest.mark.parametrize(
    ("who", "answer"),
    [(maker, "only a checker decides"), (lambda: None, "only a checker decides")],
)
def test_a_decision_needs_a_checker(who: Callable[[], object], answer: str) -> None:
    state = submit(maintenance_window())
    decider = getattr(who(), "pk", None)

    approved = "UPDATE wagtailcore_taskstate SET status = 'approved', finished_by_id = %s WHERE id = %s"
    assert answer in refused(approved, decider, state.pk)


def test_a_checker_does_not_decide_about_his_own_and_not_without_a_word() -> None:
    both = checker("both")
    own, others = submit(maintenance_window(), by=both), submit(maintenance_window())

    decided = "UPDATE wagtailcore_taskstate SET status = %s, finished_by_id = %s, comment = %s WHERE id = %s"
    assert "what he made" in refused(decided, "approved", both.pk, "", own.pk)
    assert "four_eyes_comment" in refused(decided, "rejected", both.pk, "\n", others.pk)


def test_a_deactivated_checker_does_not_decide() -> None:
    gone = checker("gone")
    state = submit(maintenance_window())
    run("UPDATE accounts_user SET is_active = false WHERE id = %s", gone.pk)

    approved = "UPDATE wagtailcore_taskstate SET status = 'approved', finished_by_id = %s WHERE id = %s"
    assert "only a checker" in refused(approved, gone.pk, state.pk)


@pytest.mark.parametrize("assignment", ["status = 'in_progress'", "comment = 'No'", "finished_by_id = started_by"])
def test_a_decision_is_not_rewritten(assignment: str) -> None:
    rejected = submit(maintenance_window())
    reject(rejected)

    changed = assignment.replace("started_by", str(maker().pk))
    statement = f"UPDATE wagtailcore_taskstate SET {changed} WHERE id = %s"  # noqa: S608 - our own words
    assert "cannot be rewritten" in refused(statement, rejected.pk)


@pytest.mark.parametrize(
    "assignment",
    ["requested_by_id = NULL", "object_id = '1'", "content_type_id = 1", "workflow_id = NULL", "status = 'approved'"],
)
def test_a_submission_is_not_rewritten(assignment: str) -> None:
    state = submit(maintenance_window())

    rewritten = f"UPDATE wagtailcore_workflowstate SET {assignment} WHERE id = %s"  # noqa: S608 - our own words
    assert refused(rewritten, state.workflow_state_id)


def test_a_task_state_does_not_borrow_the_version_of_another_object() -> None:
    own, live = submit(maintenance_window()), publish(maintenance_window())

    borrowed = """
    INSERT INTO wagtailcore_taskstate (workflow_state_id, revision_id, task_id, status, started_at, comment,
        content_type_id)
    SELECT workflow_state_id, %s, task_id, 'in_progress', now(), '', content_type_id
    FROM wagtailcore_taskstate WHERE id = %s"""
    run(borrowed, live.live_revision_id, own.pk)
    approved = """UPDATE wagtailcore_taskstate SET status = 'approved', finished_by_id = %s
    WHERE status = 'in_progress' AND revision_id = %s"""
    assert "edited after it was submitted" in refused(approved, checker().pk, live.live_revision_id)
