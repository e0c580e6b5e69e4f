"""What two people do goes public; what one does, never."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState

from cms.content.models import HomePage
from cms.moderation import schedule, withdrawal
from cms.moderation.approval import Approval
from cms.moderation.errors import NotApprovedError
from cms.operations.models import MaintenanceWindow
from tests.factories.moderation import approve, checker, maintenance_window, maker, person, publish, reject, submit
from tests.factories.moments import in_time, wait_until

pytestmark = pytest.mark.django_db


def public() -> list[str]:
    return sorted(MaintenanceWindow.objects.filter(live=True).values_list("title", flat=True))


def test_an_approval_by_a_second_person_makes_it_public() -> None:
    window = publish(maintenance_window())

    assert window.live
    assert window.live_revision == window.latest_revision
    assert public() == ["Move to the new server"]


def test_a_second_cycle_changes_what_is_public_and_a_third_one_too() -> None:
    window = publish(maintenance_window())

    for title in ("New times", "Newer times"):
        draft = window.get_latest_revision_as_object()
        draft.title = title
        before = public()
        state = submit(draft)
        assert public() == before
        approve(state)
        assert public() == [title]


def test_a_page_goes_through_the_gate_again_and_again() -> None:
    home = HomePage.objects.get()

    for title in ("One", "Two"):
        page = Page.objects.get(pk=home.pk).specific.get_latest_revision_as_object()
        page.title, page.introduction = title, f"<p>{title}</p>"
        publish(page)

        now = HomePage.objects.get()
        assert (now.title, now.introduction, now.live) == (title, f"<p>{title}</p>", True)


def test_nobody_decides_about_what_he_made() -> None:
    both = person("both", "System operator", "System administrator")
    state = submit(maintenance_window(), by=both)

    with pytest.raises(PermissionDenied, match="You had a hand in what waits here"):
        approve(state, by=both)

    assert public() == []


def test_a_superuser_who_is_no_checker_does_not_decide() -> None:
    state = submit(maintenance_window())

    with pytest.raises(PermissionDenied, match="Only members of the approving group"):
        approve(state, by=person("root", is_superuser=True))


def test_an_author_of_an_earlier_pending_version_does_not_decide() -> None:
    window = maintenance_window()
    second = checker("second")
    window.save_revision(user=second)
    state = submit(window)

    with pytest.raises(PermissionDenied, match="You had a hand"):
        approve(state, by=second)
    approve(state)

    assert len(public()) == 1


def test_what_was_sent_back_stays_its_makers_until_the_next_approval() -> None:
    both = checker("both")
    window = maintenance_window()
    reject(submit(window, by=both))
    window.refresh_from_db()
    edited = window.get_latest_revision_as_object()
    edited.title = "Better"
    edited.save_revision(user=maker())
    workflow_state = window.current_workflow_state

    workflow_state.resume(maker())
    state = workflow_state.current_task_state.specific

    assert state.revision == MaintenanceWindow.objects.get().latest_revision
    with pytest.raises(PermissionDenied, match="You had a hand"):
        approve(state, by=both)
    approve(state)
    assert public() == ["Better"]


def test_a_rejection_needs_a_comment_and_leaves_everything_as_it_was() -> None:
    state = submit(maintenance_window())

    with pytest.raises(PermissionDenied, match="Say in the comment what must change"):
        reject(state, comment="  ")
    reject(state, comment="Wrong hour")

    assert public() == []
    assert TaskState.objects.get().comment == "Wrong hour"


def test_a_decision_is_taken_once() -> None:
    state = submit(maintenance_window())
    approve(state)

    with pytest.raises(PermissionDenied, match="decided already"):
        approve(state, by=checker("another"))


def test_nobody_edits_what_waits_for_a_decision() -> None:
    window = maintenance_window()
    submit(window)

    with pytest.raises(NotApprovedError, match="waits for a decision"):
        window.save_revision(user=maker())


def test_switching_the_task_off_publishes_nothing() -> None:
    state = submit(maintenance_window())

    with pytest.raises(NotApprovedError, match="can't be switched off"):
        state.task.specific.deactivate(user=person("root", is_superuser=True))

    assert public() == []


def test_it_goes_live_at_its_time_and_runs_out_at_its_time() -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    window = in_time(lambda moment: publish(maintenance_window(go_live_at=moment, expire_at=tomorrow)))
    before = public()

    wait_until(lambda: schedule.carry_out() == (1, 0), "the window's beginning to be public")
    during = public()
    in_time(lambda moment: publish(running_out(window, moment)))
    wait_until(lambda: schedule.carry_out() == (0, 1), "the window's end")

    assert (before, during, public()) == ([], ["Move to the new server"], [])


def running_out(window: MaintenanceWindow, moment: datetime) -> MaintenanceWindow:
    draft: MaintenanceWindow = window.get_latest_revision_as_object()
    draft.go_live_at, draft.expire_at = None, moment
    return draft


def test_what_one_object_refuses_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    titles = ("broken", "whole")
    in_time(lambda moment: [publish(maintenance_window(title=title, go_live_at=moment)) for title in titles])
    monkeypatch.setattr(MaintenanceWindow, "take_effect", refuse_the_broken)

    wait_until(lambda: schedule.carry_out() == (1, 0), "the window that isn't broken")

    assert public() == ["whole"]


def refuse_the_broken(window: MaintenanceWindow, approval: Approval) -> None:
    if window.title == "broken":
        raise ValueError("This one can't take effect.")


def test_what_was_sent_back_stands_in_no_withdrawals_way() -> None:
    window = publish(maintenance_window(title="What the public reads"))
    draft = window.get_latest_revision_as_object()
    draft.title = "Half finished"
    reject(submit(draft))
    window = MaintenanceWindow.objects.get(pk=window.pk)

    proposed = withdrawal.propose(thing=window, by=maker(), reason="The supplier cancelled")
    approve(proposed.current_task_state)

    assert public() == []
    assert MaintenanceWindow.objects.get(pk=window.pk).title == "What the public reads"
    assert [state.status for state in window.workflow_states.order_by("pk")] == ["approved", "cancelled", "approved"]


def test_a_withdrawal_is_proposed_and_approved() -> None:
    window = publish(maintenance_window())

    state = withdrawal.propose(thing=window, by=maker(), reason="Cancelled by the supplier")
    assert len(public()) == 1
    approve(state.current_task_state.specific)

    window = MaintenanceWindow.objects.get()
    assert (public(), window.live, window.expired) == ([], False, True)


def test_what_was_withdrawn_can_come_back_through_the_gate() -> None:
    window = publish(maintenance_window())
    approve(withdrawal.propose(thing=window, by=maker(), reason="Oops").current_task_state.specific)

    again = MaintenanceWindow.objects.get().get_latest_revision_as_object()
    again.expire_at = None
    publish(again)

    assert len(public()) == 1


def test_a_draft_that_was_never_submitted_may_be_deleted_and_nothing_else() -> None:
    draft, submitted, live = (maintenance_window(title=title) for title in "abc")
    submit(submitted)
    publish(live)

    draft.delete()
    for kept in (submitted, live):
        with pytest.raises(NotApprovedError, match="can't be deleted"):
            kept.delete()
        with pytest.raises(NotApprovedError, match="can't be deleted"), transaction.atomic():
            MaintenanceWindow.objects.filter(pk=kept.pk).delete()

    assert MaintenanceWindow.objects.count() == 2
