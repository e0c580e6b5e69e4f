"""The rows of the bypass table again on stock Wagtail, with everybody permitted everything: the database answers."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, transaction
from wagtail.models import Page, Task, Workflow

from cms.operations.models import MaintenanceWindow
from tests.factories.moderation import maintenance_window, publish, submit

from .scene import CHANGED, CHANGED_PAGE, WINDOWS, Scene, set_scene, what_the_public_sees
from .stock import answer_of_the_database, with_guards, without_guards

PAGES = "/admin/pages"
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


@pytest.fixture(params=["maker and checker", "superuser"])
def scene(db: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """A scene that was set with guards, and has none from then on."""
    scene = set_scene(request.param)
    publish(scene.live.get_latest_revision_as_object())
    without_guards(monkeypatch)
    yield scene
    monkeypatch.undo()
    with_guards()


def test_without_guards_the_same_people_do_get_as_far_as_the_database(scene: Scene) -> None:
    answer = answer_of_the_database(scene, f"{WINDOWS}/edit/{scene.live.pk}/", CHANGED | {"action-publish": "1"})

    assert answer.startswith("four eyes: operations_maintenancewindow")


def test_approving_ones_own_is_refused(scene: Scene) -> None:
    own, state, page = scene.own.pk, scene.waiting.pk, scene.waiting_page

    answers = {
        answer_of_the_database(scene, f"{WINDOWS}/workflow/action/{own}/approve/{state}/"),
        answer_of_the_database(scene, f"{PAGES}/workflow/action/{page.revision.object_id}/approve/{page.pk}/"),
        answer_of_the_database(scene, f"/admin/review/{state}/", {"decision": "approve"}),
    }

    assert answers == {"four eyes: nobody decides about what he made"}


def test_crossed_numbers_are_refused(scene: Scene) -> None:
    others = submit(maintenance_window(title="Of somebody else")).revision.object_id

    answer = answer_of_the_database(scene, f"{WINDOWS}/workflow/action/{others}/approve/{scene.waiting.pk}/")

    assert answer == "four eyes: nobody decides about what he made"


def test_editing_and_approving_in_one_post_or_in_two_is_refused(scene: Scene) -> None:
    others = submit(maintenance_window(title="Of somebody else")).revision.object_id
    edit = f"{WINDOWS}/edit/{others}/"

    answers = [answer_of_the_database(scene, edit, CHANGED | more) for more in (APPROVE, {})]

    assert answers == ["four eyes: what waits for a decision cannot be edited"] * 2


def test_sending_back_without_a_comment_is_refused(scene: Scene) -> None:
    others = submit(maintenance_window(title="Of somebody else"))

    path = f"{WINDOWS}/workflow/action/{others.revision.object_id}/reject/{others.pk}/"
    assert "comment" in answer_of_the_database(scene, path, {"comment": " "})


def test_publishing_by_every_button_is_refused(scene: Scene) -> None:
    button, page_button = CHANGED | {"action-publish": "1"}, CHANGED_PAGE | {"action-publish": "1"}
    posts = {
        f"{WINDOWS}/edit/{scene.draft.pk}/": button,
        f"{WINDOWS}/edit/{scene.own.pk}/": button,
        f"{WINDOWS}/add/": button,
        f"{PAGES}/{scene.home.pk}/edit/": page_button,
        f"{PAGES}/{scene.draft_page.pk}/edit/": page_button,
        f"{PAGES}/add/content/homepage/1/": page_button | {"slug": "new"},
        f"/admin/bulk/wagtailcore/page/publish/?id={scene.draft_page.pk}": {"include_descendants": "on"},
        f"/admin/api/main/pages/{scene.draft_page.pk}/action/publish/": {},
    }

    answers = {path: answer_of_the_database(scene, path, data) for path, data in posts.items()}

    assert {path: answer for path, answer in answers.items() if "four eyes" not in answer} == {}


def test_taking_off_by_every_button_is_refused(scene: Scene) -> None:
    live, home, scheduled = scene.live.pk, scene.home.pk, scene.scheduled.pk
    posts = {
        f"{WINDOWS}/unpublish/{live}/": {},
        f"{WINDOWS}/delete/{live}/": {},
        f"{WINDOWS}/delete/{scheduled}/": {},
        f"{WINDOWS}/delete/{scene.own.pk}/": {},
        f"/admin/bulk/operations/maintenancewindow/delete/?id={live}": {},
        f"{PAGES}/{home}/unpublish/": {},
        f"{PAGES}/{home}/delete/": {"confirm_site_name": "Fund Repository"},
        f"/admin/bulk/wagtailcore/page/unpublish/?id={home}": {},
        f"/admin/bulk/wagtailcore/page/delete/?id={home}": {"confirm_site_name": "Fund Repository"},
        f"/admin/api/main/pages/{home}/action/unpublish/": {},
        f"/admin/api/main/pages/{home}/action/delete/": {},
        f"{PAGES}/{home}/privacy/": {"restriction_type": "login"},
    }

    answers = {path: answer_of_the_database(scene, path, data) for path, data in posts.items()}

    assert {path: answer for path, answer in answers.items() if "four eyes" not in answer} == {}


def test_unscheduling_leaves_the_approved_time(scene: Scene) -> None:
    scheduled = scene.scheduled

    path = f"{WINDOWS}/history/{scheduled.pk}/revisions/{scheduled.latest_revision_id}/unschedule/"
    answer_of_the_database(scene, path)


def test_moving_copying_and_aliasing_what_is_public_is_refused(scene: Scene) -> None:
    home = scene.home.pk
    copy = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": "1", "publish_copies": "on"}
    posts = {
        f"{PAGES}/{home}/copy/": copy,
        f"{PAGES}/{home}/copy/?alias": copy | {"new_slug": "alias", "alias": "on"},
        f"/admin/api/main/pages/{home}/action/copy/": {"keep_live": True, "slug": "copied", "recursive": False},
        f"/admin/api/main/pages/{home}/action/create_alias/": {"destination_page_id": 1, "update_slug": "alias"},
    }

    answers = {path: answer_of_the_database(scene, path, data) for path, data in posts.items()}

    assert {path: answer for path, answer in answers.items() if "four eyes" not in answer} == {}


def test_overwriting_a_version_is_refused(scene: Scene) -> None:
    version = scene.waiting.revision_id

    answer = answer_of_the_database(
        scene, f"{WINDOWS}/edit/{scene.own.pk}/", CHANGED | {"overwrite_revision_id": version}
    )

    assert answer == f"four eyes: version {version} cannot be rewritten"


def test_switching_the_step_or_the_workflow_off_is_not_for_the_products_role(scene: Scene) -> None:
    task, workflow = Task.objects.get(), Workflow.objects.get()

    answers = [
        answer_of_the_database(scene, f"/admin/workflows/tasks/disable/{task.pk}/"),
        answer_of_the_database(scene, f"/admin/workflows/disable/{workflow.pk}/"),
        answer_of_the_database(scene, f"/admin/workflows/remove/{Page.get_first_root_node().pk}/"),
    ]

    assert [answer for answer in answers if "permission denied" not in answer] == []


def test_models_and_querysets_are_refused(scene: Scene) -> None:
    before, live = what_the_public_sees(), MaintenanceWindow.objects.filter(pk=scene.live.pk)
    window = live.get()
    window.title = "Mine"
    attempts = {
        "save": window.save,
        "unpublish": window.unpublish,
        "delete": window.delete,
        "delete rows": live.delete,
        "delete page": scene.home.delete,
        "update": lambda: live.update(title="Mine"),
        "publish": lambda: scene.own.get_latest_revision().publish(),
        "publish page": lambda: scene.draft_page.save_revision().publish(),
        "create": lambda: MaintenanceWindow.objects.create(title="Mine", live=True, message_en="a"),
        "move": lambda: scene.home.move(scene.draft_page, pos="last-child"),
        "purge": lambda: call_command("purge_revisions"),
        "schedule": lambda: call_command("publish_scheduled"),
    }

    answers = {name: answer(attempt) for name, attempt in attempts.items()}

    assert [name for name, said in answers.items() if said != "refused"] == ["schedule"]
    assert what_the_public_sees() == before


def answer(attempt: Callable[[], object]) -> str:
    """Whether the database refuses."""
    try:
        with transaction.atomic():
            attempt()
    except (IntegrityError, ProgrammingError) as refusal:
        return "refused" if "four eyes" in str(refusal) else str(refusal)
    return "let through"
