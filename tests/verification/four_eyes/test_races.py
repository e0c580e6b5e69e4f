"""Two at once, really committed: whatever comes first, the public sees only what one person approved as it was."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connections, transaction
from wagtail.models import TaskState, WorkflowState

from cms.moderation import schedule, withdrawal
from cms.operations.models import MaintenanceWindow
from fundfeed.models import Message
from tests.factories.moderation import approve, checker, maintenance_window, maker, publish, reject, submit

Act = Callable[[], Any]


def at_once(*acts: Act) -> list[str]:
    """Let each act in a transaction and a connection of its own, all at the same moment; says how each ended."""
    start = Barrier(len(acts))

    def run(act: Act) -> str:
        start.wait()
        try:
            with transaction.atomic():
                act()
        except (PermissionDenied, DatabaseError) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def read_anew(state: TaskState) -> TaskState:
    return TaskState.objects.get(pk=state.pk)


@pytest.mark.parametrize("_round", range(5))
def test_two_checkers_who_approve_at_once_approve_once(committed: None, _round: int) -> None:
    state, deciders = submit(maintenance_window()), [checker("first"), checker("second"), checker("third")]
    seen = [read_anew(state) for _ in deciders]

    ended = at_once(*(lambda s=s, by=by: approve(s, by=by) for s, by in zip(seen, deciders, strict=True)))

    assert sorted(ended) == ["PermissionDenied", "PermissionDenied", "done"]
    mails = Message.objects.filter(thread=f"review-{state.workflow_state_id}", subject__startswith="Approved")
    assert mails.count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_an_approval_and_a_rejection_at_once_are_one_decision(committed: None, _round: int) -> None:
    state, first, second = submit(maintenance_window()), checker("first"), checker("second")
    one, other = read_anew(state), read_anew(state)

    ended = at_once(lambda: approve(one, by=first), lambda: reject(other, by=second))

    window, decided = MaintenanceWindow.objects.get(pk=state.revision.object_id), read_anew(state)
    assert sorted(ended) == ["PermissionDenied", "done"]
    assert window.live is (decided.status == TaskState.STATUS_APPROVED)


@pytest.mark.parametrize("_round", range(5))
def test_an_edit_and_an_approval_at_once_never_publish_the_edit(committed: None, _round: int) -> None:
    state, by = submit(maintenance_window(title="Seen")), checker()
    window = MaintenanceWindow.objects.get(pk=state.revision.object_id)
    window.title = "Unseen"

    at_once(lambda: window.save_revision(user=maker()), lambda: approve(state, by=by))

    assert set(MaintenanceWindow.objects.filter(pk=window.pk, live=True).values_list("title", flat=True)) <= {"Seen"}


@pytest.mark.parametrize("_round", range(5))
def test_taking_back_and_approving_at_once_end_in_one_of_both(committed: None, _round: int) -> None:
    state, by, author = submit(maintenance_window()), checker(), maker()
    waiting = WorkflowState.objects.get(pk=state.workflow_state_id)

    at_once(lambda: waiting.cancel(user=author), lambda: approve(state, by=by))

    window, ended = MaintenanceWindow.objects.get(pk=state.revision.object_id), read_anew(state)
    waiting.refresh_from_db()
    assert (window.live, ended.status, waiting.status) in {
        (True, "approved", "approved"),
        (False, "cancelled", "cancelled"),
    }


@pytest.mark.parametrize("_round", range(5))
def test_a_checker_who_edits_and_approves_at_once_does_not_publish_his_edit(committed: None, _round: int) -> None:
    window, both = publish(maintenance_window(title="Public")), checker("both")
    state = submit(renamed(window, "Of the maker"))
    mine = renamed(window, "Mine")

    at_once(lambda: mine.save_revision(user=both), lambda: approve(state, by=both))

    assert MaintenanceWindow.objects.get(pk=window.pk).title in {"Public", "Of the maker"}


@pytest.mark.parametrize("_round", range(5))
def test_two_submissions_at_once_leave_one_that_waits(committed: None, _round: int) -> None:
    window, author = maintenance_window(), maker()
    first, second = (MaintenanceWindow.objects.get(pk=window.pk) for _ in range(2))

    at_once(lambda: submit(first, by=author), lambda: submit(second, by=author))

    active = WorkflowState.objects.active().filter(object_id=str(window.pk))
    assert active.count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_a_withdrawal_and_a_new_version_at_once_leave_one_that_waits(committed: None, _round: int) -> None:
    window, author = publish(maintenance_window()), maker()
    one, other = MaintenanceWindow.objects.get(pk=window.pk), renamed(window, "New")

    at_once(lambda: withdrawal.propose(thing=one, by=author, reason="Over"), lambda: submit(other, by=author))

    assert WorkflowState.objects.active().filter(object_id=str(window.pk)).count() == 1


def test_two_workers_carry_out_a_schedule_once(committed: None) -> None:
    ended = at_once(schedule.carry_out, schedule.carry_out)

    assert ended == ["done", "done"]


def renamed(window: MaintenanceWindow, title: str) -> MaintenanceWindow:
    draft: MaintenanceWindow = MaintenanceWindow.objects.get(pk=window.pk).get_latest_revision_as_object()
    draft.title = title
    return draft
