"""Models, querysets, signals and commands: ways in that no screen offers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site, Task, Workflow, WorkflowState

from cms.moderation import schedule
from cms.operations.models import MaintenanceWindow
from tests.factories.moderation import approve, checker, maintenance_window, maker, publish, submit
from tests.factories.moments import in_time, wait_for
from tests.factories.scratch import scratch_database

from .scene import Scene, second_home, what_the_public_sees

MENDED = "SELECT prosrc LIKE '%was_used%' FROM pg_proc WHERE proname = 'moderation_guard'"
REFUSED = (PermissionDenied, IntegrityError, ProgrammingError)


def test_no_method_of_a_model_or_a_queryset_changes_what_is_public(scene_of_both: Scene) -> None:
    before = what_the_public_sees()
    attempts = on_windows(scene_of_both) | on_decisions_and_pages(scene_of_both)

    done = [name for name, attempt in attempts.items() if changes(attempt)]

    assert (done, what_the_public_sees()) == ([], before)


def on_windows(scene: Scene) -> dict[str, object]:
    """What our own code could be brought to do about maintenance windows."""
    rows = MaintenanceWindow.objects.filter(pk=scene.live.pk)
    return {
        "update": lambda: rows.update(title="Mine"),
        "take off": lambda: rows.update(live=False),
        "delete": rows.delete,
        "delete by instance": scene.live.delete,
        "delete approved": scene.scheduled.delete,
        "bulk update": lambda: MaintenanceWindow.objects.bulk_update([renamed(scene.live)], ["title"]),
        "bulk create": lambda: MaintenanceWindow.objects.bulk_create([MaintenanceWindow(title="Mine", live=True)]),
        "save": renamed(scene.live).save,
        "save some": lambda: renamed(scene.live).save(update_fields=["title"]),
        "base save": lambda: renamed(scene.live).save_base(),
        "unpublish": scene.live.unpublish,
        "unpublish as expired": lambda: scene.live.unpublish(set_expired=True),
        "publish": lambda: scene.draft.save_revision().publish(),
        "publish skipping": lambda: scene.own.get_latest_revision().publish(skip_permission_checks=True),
        "deactivate step": Task.objects.get().specific.deactivate,
        "deactivate workflow": Workflow.objects.get().deactivate,
    }


def on_decisions_and_pages(scene: Scene) -> dict[str, object]:
    """The same about submissions, versions, pages and the site."""
    return {
        "finish": scene.waiting.workflow_state.finish,
        "approve state": lambda: scene.waiting.approve(user=scene.attacker),
        "privacy": lambda: PageViewRestriction.objects.create(page=scene.home, restriction_type="login"),
        "move page": lambda: scene.home.move(scene.draft_page, pos="last-child"),
        "delete page": scene.home.delete,
        "delete tree": lambda: Page.get_first_root_node().delete(),
        "page update": lambda: Page.objects.filter(pk=scene.home.pk).update(title="Mine"),
        "copy live": lambda: scene.home.copy(update_attrs={"slug": "c", "live": True}, keep_live=True).publish,
        "site": lambda: Site.objects.update(hostname="mine.example.org"),
        "locale": lambda: Locale.objects.update(language_code="fr"),
        "versions": lambda: Revision.objects.all().delete(),
        "purge": lambda: call_command("purge_revisions"),
        "submissions": lambda: WorkflowState.objects.all().delete(),
    }


def changes(attempt: object) -> bool:
    """Whether the attempt is let through and changes what the public sees."""
    before = what_the_public_sees()
    try:
        with transaction.atomic():
            attempt()  # type: ignore[operator] # methods and lambdas alike
    except REFUSED:
        return False
    return what_the_public_sees() != before


def renamed(window: MaintenanceWindow) -> MaintenanceWindow:
    mine = MaintenanceWindow.objects.get(pk=window.pk)
    mine.title = "Mine"
    return mine


def test_wagtails_own_command_publishes_and_takes_off_nothing_that_was_not_approved(scene_of_both: Scene) -> None:
    before = what_the_public_sees()

    call_command("publish_scheduled")

    assert what_the_public_sees() == before


def test_a_draft_made_after_the_approval_does_not_ride_along_with_the_schedule(db: None) -> None:
    window = in_time(lambda moment: publish(maintenance_window(go_live_at=moment)))
    later = window.get_latest_revision_as_object()
    later.title, later.go_live_at = "Slipped in", None
    later.save_revision(user=maker())
    wait_for(window.go_live_at)

    schedule.carry_out()

    assert MaintenanceWindow.objects.get().title == "Move to the new server"


def test_what_waits_is_not_taken_back_by_what_goes_live_meanwhile(db: None) -> None:
    window = in_time(lambda moment: publish(maintenance_window(go_live_at=moment)))
    later = window.get_latest_revision_as_object()
    later.title, later.go_live_at = "Corrected", None
    state = submit(later)
    wait_for(window.go_live_at)

    schedule.carry_out()
    approve(state)

    assert MaintenanceWindow.objects.get(live=True).title == "Corrected"


def test_an_approval_publishes_nothing_that_came_after_it(db: None) -> None:
    window = maintenance_window()
    state = submit(window)

    with pytest.raises(IntegrityError, match="cannot be edited"), transaction.atomic():
        insert_behind_the_code(state.revision)
    approve(state)

    assert MaintenanceWindow.objects.get().title == "Move to the new server"


def insert_behind_the_code(revision: Revision) -> None:
    content = revision.content | {"title": "Mine"}
    Revision.objects.bulk_create(
        [
            Revision(
                content_type=revision.content_type,
                base_content_type=revision.base_content_type,
                object_id=revision.object_id,
                created_at=timezone.now(),
                user=maker(),
                content=content,
            )
        ]
    )


def test_copies_of_a_public_page_are_drafts(db: None) -> None:
    home = publish(second_home(slug="original"))

    copied = home.copy(update_attrs={"slug": "copied"}, keep_live=True)

    assert not Page.objects.get(pk=copied.pk).live


def test_an_alias_that_would_follow_its_source_is_refused(db: None) -> None:
    home = publish(second_home(slug="original"))

    with pytest.raises(PermissionDenied, match="no alias"), transaction.atomic():
        home.create_alias(update_slug="alias")
    changed = home.get_latest_revision_as_object()
    changed.title = "New title"
    publish(changed)

    assert list(Page.objects.filter(title="New title").values_list("slug", flat=True)) == ["original"]


def test_a_checker_who_was_deleted_behind_the_code_would_leave_his_decision_behind(db: None) -> None:
    publish(maintenance_window())

    with pytest.raises(REFUSED), transaction.atomic():
        checker().delete()


def test_the_mended_triggers_go_back_and_forth(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with scratch_database(django_db_blocker) as scratch:
        there = scratch.ask(MENDED)
        back = scratch.manage("migrate", "moderation", "0004", "--verbosity=0")
        gone = scratch.ask(MENDED)
        forth = scratch.manage("migrate", "--verbosity=0")
        again = scratch.ask(MENDED)

    assert (back.returncode, forth.returncode) == (0, 0), back.stderr + forth.stderr
    assert (there, gone, again) == ([(True,)], [(False,)], [(True,)])
