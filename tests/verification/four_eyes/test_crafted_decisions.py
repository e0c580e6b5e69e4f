"""Decisions with crossed numbers, without a comment, twice, too late, by the wrong session or by the wrong person."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import TaskState, WorkflowState

from cms.accounts.models import User
from cms.moderation.errors import NotApprovedError
from cms.moderation.models import TakenOver
from cms.operations.models import MaintenanceWindow
from tests.factories.moderation import approve, checker, maintenance_window, maker, person, publish, reject, submit

from .scene import CHANGED, WINDOWS, Scene, signed_in, what_the_public_sees

APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


def decide(thing: int, decision: str, state: int) -> str:
    return f"{WINDOWS}/workflow/action/{thing}/{decision}/{state}/"


def still_waits(state: TaskState) -> bool:
    return bool(TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS)


def test_nobody_decides_about_his_own_by_any_address(scene: Scene) -> None:
    own, state, page = scene.own.pk, scene.waiting.pk, scene.waiting_page
    others = submit(maintenance_window(title="Of somebody else")).revision.object_id

    assert (
        scene.succeeding(
            {
                "workflow action": (decide(own, "approve", state), {"comment": "Fine"}),
                "with data": (decide(own, "approve", state), {"comment": "Fine", "update": "false", "user": "1"}),
                "collected data": (f"{WINDOWS}/workflow/collect_action_data/{own}/approve/{state}/", {"comment": "a"}),
                "crossed with somebody else's": (decide(int(others), "approve", state), {"comment": "Fine"}),
                "crossed with a public one": (decide(scene.live.pk, "approve", state), {}),
                "crossed with a page": (f"/admin/pages/workflow/action/{scene.home.pk}/approve/{state}/", {}),
                "page": (
                    f"/admin/pages/workflow/action/{page.revision.object_id}/approve/{page.pk}/",
                    {"comment": "Fine"},
                ),
                "page crossed with a window": (decide(own, "approve", page.pk), {}),
                "review page": (f"/admin/review/{state}/", {"decision": "approve"}),
                "review page of a page": (f"/admin/review/{page.pk}/", {"decision": "approve"}),
                "a decision that isn't one": (f"/admin/review/{state}/", {"decision": "finish"}),
                "taken over first": (f"/admin/review/{state}/", {"decision": "take-over"}),
                "and then": (f"/admin/review/{state}/", {"decision": "approve"}),
            }
        )
        == []
    )
    assert not TakenOver.objects.exists()


def test_a_checker_edits_and_approves_neither_in_one_post_nor_in_two(scene_of_both: Scene) -> None:
    others = submit(maintenance_window(title="Of somebody else"))
    edit = f"{WINDOWS}/edit/{others.revision.object_id}/"
    before = what_the_public_sees()

    scene_of_both.post(edit, CHANGED | APPROVE)
    scene_of_both.post(edit, CHANGED)

    assert what_the_public_sees() == before
    assert MaintenanceWindow.objects.get(pk=others.revision.object_id).latest_revision_id == others.revision_id


@pytest.mark.parametrize("extra", ["{}", '{"comment": " "}', '{"comment": null, "update": false}', "[]", "not json"])
def test_a_rejection_without_a_comment_is_none_in_whatever_form(scene_of_both: Scene, extra: str) -> None:
    scene_of_both.client.raise_request_exception = False  # Wagtail falls over data that isn't what it sends itself
    state = submit(maintenance_window(title="Of somebody else"))
    thing = int(state.revision.object_id)
    reject = {"action-workflow-action": "1", "workflow-action-name": "reject", "workflow-action-extra-data": extra}

    scene_of_both.client.post(f"{WINDOWS}/edit/{thing}/", CHANGED | reject)
    scene_of_both.client.post(decide(thing, "reject", state.pk), {"comment": " "})
    scene_of_both.client.post(decide(thing, "reject", state.pk), json.loads(extra) if extra == "{}" else {})
    scene_of_both.client.post(f"/admin/review/{state.pk}/", {"decision": "reject", "comment": "\n\t"})

    assert still_waits(state)


def test_a_decision_that_was_taken_is_not_taken_again(scene_of_both: Scene) -> None:
    sent_back, done = submit(maintenance_window(title="Back")), submit(maintenance_window(title="Done"))
    reject(sent_back)
    approve(done)
    before = what_the_public_sees()

    for state in (sent_back, done):
        thing = int(state.revision.object_id)
        scene_of_both.post(decide(thing, "approve", state.pk), {"comment": "Again"})
        scene_of_both.post(f"/admin/review/{state.pk}/", {"decision": "approve"})
        scene_of_both.post(f"{WINDOWS}/edit/{thing}/", CHANGED | APPROVE)

    assert what_the_public_sees() == before


def test_an_approval_page_left_open_does_not_approve_what_was_resubmitted_since(db: None) -> None:
    first = submit(maintenance_window())
    at_checker = signed_in(checker())
    at_checker.get(f"/admin/review/{first.pk}/")
    first.workflow_state.cancel(user=maker())
    window = MaintenanceWindow.objects.get().get_latest_revision_as_object()
    window.title = "Not what the checker saw"
    second = submit(window)

    at_checker.post(f"/admin/review/{first.pk}/", {"decision": "approve"})
    at_checker.post(decide(window.pk, "approve", first.pk), {})

    assert still_waits(second)
    assert not MaintenanceWindow.objects.get().live


def test_a_session_that_was_ended_decides_nothing(db: None) -> None:
    client, state = signed_in(checker()), submit(maintenance_window())
    cookies = client.cookies.copy()
    client.post("/admin/logout/")
    replay = Client()
    replay.cookies.update(cookies)

    answer = replay.post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    assert (answer.status_code, still_waits(state)) == (302, True)


def test_another_site_cannot_decide_in_a_checkers_browser(db: None) -> None:
    client, state = Client(enforce_csrf_checks=True), submit(maintenance_window())
    client.force_login(checker())

    addresses = (f"/admin/review/{state.pk}/", decide(int(state.revision.object_id), "approve", state.pk))
    answers = [client.post(address, {"decision": "approve"}).status_code for address in addresses]

    assert (answers, still_waits(state)) == ([403, 403], True)


def test_looking_never_decides(db: None) -> None:
    client, state = signed_in(checker()), submit(maintenance_window())
    thing = int(state.revision.object_id)

    for address in (f"/admin/review/{state.pk}/?decision=approve", decide(thing, "approve", state.pk)):
        client.get(address)
        client.head(address)
        client.options(address)

    assert still_waits(state)


def leave(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def change_role(user: User) -> None:
    user.groups.clear()


@pytest.mark.parametrize("meanwhile", [leave, change_role])
def test_a_checker_who_left_or_changed_role_meanwhile_decides_nothing(db: None, meanwhile: Any) -> None:
    second = checker("second")
    client, state = signed_in(second), submit(maintenance_window())
    client.get(f"/admin/review/{state.pk}/")

    meanwhile(second)
    client.post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    assert still_waits(state)


def test_a_maker_who_becomes_a_checker_still_made_it(db: None) -> None:
    turncoat = person("turncoat", "System operator")
    state = submit(maintenance_window(), by=turncoat)
    turncoat.groups.clear()
    person("turncoat", "System administrator")

    signed_in(turncoat).post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    assert still_waits(state)


def test_what_a_known_person_no_longer_stands_behind_is_not_approved(db: None) -> None:
    window = maintenance_window()
    window.save_revision()
    state = submit(window)

    with pytest.raises(PermissionDenied, match="isn't known who made this"):
        approve(state)


def test_taking_over_binds_nobody_and_helps_no_maker(db: None) -> None:
    state = submit(maintenance_window())

    signed_in(maker()).post(f"/admin/review/{state.pk}/", {"decision": "take-over"})
    signed_in(checker()).post(f"/admin/review/{state.pk}/", {"decision": "take-over"})
    signed_in(checker("second")).post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    assert (TakenOver.objects.get().by, still_waits(state)) == (checker(), False)


def test_another_maker_takes_back_nobodys_submission(db: None) -> None:
    state = submit(maintenance_window())
    edit = f"{WINDOWS}/edit/{state.revision.object_id}/"

    signed_in(person("colleague", "System operator")).post(edit, CHANGED | {"action-cancel-workflow": "1"})
    assert still_waits(state)
    signed_in(maker()).post(edit, CHANGED | {"action-cancel-workflow": "1"})

    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED


def test_a_checker_sends_back_with_a_comment_and_does_not_take_back_without_one(db: None) -> None:
    state = submit(maintenance_window())
    edit = f"{WINDOWS}/edit/{state.revision.object_id}/"
    second = checker("second")
    person("second", "System operator")

    signed_in(second).post(edit, CHANGED | {"action-cancel-workflow": "1"})

    assert still_waits(state)


def test_a_withdrawal_is_nobodys_own_decision_and_does_not_carry_other_changes(db: None) -> None:
    both = person("both", "System operator", "System administrator")
    window = publish(maintenance_window())
    client = signed_in(both)
    address = f"/admin/review/withdraw/{window.get_content_type().pk}/{window.pk}/"

    client.post(address, {"reason": "Because", "title": "Mine", "expire_at": "2020-01-01"})
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    client.post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    assert (still_waits(state), state.revision.as_object().title) == (True, window.title)


def test_a_withdrawal_takes_nobodys_draft_along(db: None) -> None:
    window = publish(maintenance_window(title="What the public reads"))
    draft = window.get_latest_revision_as_object()
    draft.title = "Half finished"
    draft.save_revision(user=person("colleague", "System operator"))
    address = f"/admin/review/withdraw/{window.get_content_type().pk}/{window.pk}/"

    signed_in(maker()).post(address, {"reason": "Because"})

    submitted = WorkflowState.objects.active().get().current_task_state.revision
    assert submitted.as_object().title == "What the public reads"
    assert window.revisions.filter(content__title="Half finished").exists()


def test_a_version_of_another_thing_is_nobodys_version(db: None) -> None:
    live, draft = publish(maintenance_window()), maintenance_window(title="Mine")

    with pytest.raises(NotApprovedError):
        draft.publish(live.live_revision)
    draft.live_revision, draft.live = live.live_revision, True
    with pytest.raises(NotApprovedError):
        draft.save()
