"""Somebody with the product's role and SQL of his own: what the database refuses without any of our code."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from cms.content.models import HomePage
from cms.moderation import schedule, withdrawal
from cms.operations.models import MaintenanceWindow
from tests.factories.content import home
from tests.factories.moderation import approve, checker, maintenance_window, maker, publish, reject, submit
from tests.factories.moments import in_time, wait_for

from .scene import second_home, what_the_public_sees

pytestmark = pytest.mark.django_db

WINDOW = "operations_maintenancewindow"


def run(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@transaction.atomic
def commit(statement: str, *values: Any) -> None:
    run(statement, *values)
    run("SET CONSTRAINTS ALL IMMEDIATE")


def refused(statement: str, *values: Any) -> str:
    """What the database answers; the public sees the same as before."""
    before = what_the_public_sees()
    with pytest.raises(IntegrityError, match=r"four.eyes") as refusal:
        commit(statement, *values)
    assert what_the_public_sees() == before
    return str(refusal.value).splitlines()[0]


def changed(window: MaintenanceWindow, title: str) -> Any:
    draft = MaintenanceWindow.objects.get(pk=window.pk).get_latest_revision_as_object()
    draft.title = title
    return draft


def ran_out(window: MaintenanceWindow) -> MaintenanceWindow:
    approve(withdrawal.propose(thing=window, by=maker(), reason="Over").current_task_state.specific)
    return MaintenanceWindow.objects.get(pk=window.pk)


@pytest.mark.parametrize(
    "assignment",
    [
        "title = 'Mine'",
        "message_en = message_en || '!'",
        "expire_at = now()",
        "live = false",
        "live = false, expire_at = now() - interval '1 day'",
        "live_revision_id = NULL",
        "id = id + 1000",
    ],
)
def test_a_public_row_is_changed_in_no_column(assignment: str) -> None:
    window = publish(maintenance_window())

    assert refused(f"UPDATE {WINDOW} SET {assignment} WHERE id = %s", window.pk)  # noqa: S608 - our own words


def test_a_row_is_not_born_public_and_not_deleted_once_it_was() -> None:
    live, gone = publish(maintenance_window()), ran_out(publish(maintenance_window()))
    copied = (
        f"INSERT INTO {WINDOW} SELECT (jsonb_populate_record(w, '{{\"id\": 99999}}')).* FROM {WINDOW} w WHERE id = %s"  # noqa: S608
    )

    assert "begins as a draft" in refused(copied, live.pk)
    assert "is kept" in refused(f"DELETE FROM {WINDOW} WHERE id = %s", live.pk)  # noqa: S608
    assert "is kept" in refused(f"DELETE FROM {WINDOW} WHERE id = %s", gone.pk)  # noqa: S608


@pytest.mark.parametrize("column", ["first_published_at", "last_published_at"])
def test_no_small_steps_make_a_row_forget_that_it_was_public(column: str) -> None:
    live, gone = publish(maintenance_window()), ran_out(publish(maintenance_window()))
    before = [getattr(window, column) for window in (live, gone)]

    for value in (None, "2020-01-01"):
        run(f"UPDATE {WINDOW} SET {column} = %s", value)  # noqa: S608 - our own words

    assert [getattr(MaintenanceWindow.objects.get(pk=window.pk), column) for window in (live, gone)] == before


def test_a_draft_becomes_public_with_nobody_elses_approval() -> None:
    live, draft = publish(maintenance_window()), maintenance_window(title="Mine")
    own = draft.save_revision(user=maker()).pk
    go = f"UPDATE {WINDOW} SET live = true, live_revision_id = %s WHERE id = %s"  # noqa: S608

    assert "was not approved" in refused(go, own, draft.pk)
    assert "was not approved" in refused(go, live.live_revision_id, draft.pk)
    assert "was not approved" in refused(go, None, draft.pk)


def test_the_approval_of_a_page_is_none_for_a_window_of_the_same_number() -> None:
    page = publish(home())
    window = maintenance_window(id=page.pk, title="Mine")

    go = f"UPDATE {WINDOW} SET live = true, live_revision_id = %s WHERE id = %s"  # noqa: S608
    assert "was not approved" in refused(go, page.live_revision_id, window.pk)


def test_an_older_approval_does_not_bring_the_older_content_back() -> None:
    window = publish(maintenance_window(title="Old"))
    old = window.live_revision_id
    publish(changed(window, "New"))

    go = f"UPDATE {WINDOW} SET title = 'Old', live_revision_id = %s WHERE id = %s"  # noqa: S608
    assert "was used" in refused(go, old, window.pk)


def test_what_was_withdrawn_does_not_come_back_by_its_old_approval() -> None:
    window = publish(maintenance_window())
    first = window.live_revision_id
    withdrawn = ran_out(window)

    back = f"UPDATE {WINDOW} SET live = true, live_revision_id = %s, expire_at = %s WHERE id = %s"  # noqa: S608
    assert "was used" in refused(back, first, None, window.pk)
    assert "was used" in refused(back, withdrawn.latest_revision_id, withdrawn.expire_at, window.pk)


def test_what_is_approved_for_tomorrow_does_not_go_live_today() -> None:
    window = publish(maintenance_window(go_live_at=timezone.now() + timedelta(days=1)))
    revision = window.latest_revision_id
    go = f"UPDATE {WINDOW} SET live = true, live_revision_id = %s"  # noqa: S608

    assert "approved for later" in refused(f"{go} WHERE id = %s", revision, window.pk)
    assert "is not what was approved" in refused(f"{go}, go_live_at = now() WHERE id = %s", revision, window.pk)
    moved = "UPDATE wagtailcore_revision SET approved_go_live_at = now() WHERE id = %s"
    assert "not approved for that time" in refused(moved, revision)


def test_an_approved_time_is_not_taken_away_by_one_person() -> None:
    window = publish(maintenance_window(go_live_at=timezone.now() + timedelta(days=1)))
    before = what_the_public_sees()

    run("UPDATE wagtailcore_revision SET approved_go_live_at = NULL WHERE id = %s", window.latest_revision_id)

    assert what_the_public_sees() == before


def test_what_runs_out_leaves_its_approved_successor_its_time() -> None:
    window = in_time(with_successor)
    wait_for(window.expire_at)

    assert schedule.carry_out() == (0, 1)

    assert window.revisions.filter(approved_go_live_at__gt=timezone.now()).count() == 1


def with_successor(moment: datetime) -> MaintenanceWindow:
    """A window that runs out at the moment, and what was approved to go live a day later."""
    window = publish(maintenance_window(expire_at=moment))
    successor = window.get_latest_revision_as_object()
    successor.go_live_at, successor.expire_at = timezone.now() + timedelta(days=1), None
    publish(successor)
    return MaintenanceWindow.objects.get(pk=window.pk)


def test_a_newer_approval_takes_the_place_of_one_for_later() -> None:
    window = publish(maintenance_window(go_live_at=timezone.now() + timedelta(days=1)))

    sooner = window.get_latest_revision_as_object()
    sooner.title, sooner.go_live_at = "Sooner", None
    publish(sooner)

    assert MaintenanceWindow.objects.get(live=True).title == "Sooner"
    assert not window.revisions.filter(approved_go_live_at__isnull=False).exists()


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


@pytest.mark.parametrize(
    "assignment",
    [
        "title = 'Mine'",
        "slug = 'mine', url_path = '/mine/'",
        "url_path = '/elsewhere/home/'",
        "path = '00010009'",
        "content_type_id = 1",
        "alias_of_id = 1",
        "translation_key = gen_random_uuid()",
        "seo_title = 'Mine'",
        "show_in_menus = true",
        "depth = 3",
    ],
)
def test_a_public_page_is_changed_in_no_column(assignment: str) -> None:
    page = publish(home())

    assert refused(f"UPDATE wagtailcore_page SET {assignment} WHERE id = %s", page.pk)  # noqa: S608 - our own words


def test_the_other_half_of_a_public_page_is_not_changed_swapped_or_deleted() -> None:
    page, draft = publish(home()), second_home(slug="draft")

    assert refused("UPDATE content_homepage SET introduction = 'Mine' WHERE page_ptr_id = %s", page.pk)
    assert refused("DELETE FROM content_homepage WHERE page_ptr_id = %s", page.pk)
    swapped = "UPDATE content_homepage SET page_ptr_id = %s WHERE page_ptr_id = %s"
    assert refused(swapped, draft.pk + 1000, page.pk)


def test_the_other_half_of_an_approved_page_is_not_changed_before_it_goes_live() -> None:
    page = in_time(scheduled)
    run("UPDATE content_homepage SET introduction = 'Mine' WHERE page_ptr_id = %s", page.pk)
    wait_for(page.go_live_at)

    go = """UPDATE wagtailcore_page SET live = true, expired = false,
    go_live_at = (SELECT (content ->> 'go_live_at')::timestamptz
        FROM wagtailcore_revision WHERE id = latest_revision_id),
    live_revision_id = latest_revision_id, last_published_at = now() WHERE id = %s"""
    assert "introduction" in refused(go, page.pk)
    assert schedule.carry_out() == (1, 0)
    assert HomePage.objects.get(pk=page.pk).introduction == ""


def scheduled(moment: datetime) -> HomePage:
    page = second_home(slug="tomorrow")
    page.go_live_at = moment
    publish(page)
    return page


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO moderation_foureyestask_groups (foureyestask_id, group_id) VALUES (1, 1)",
        "UPDATE wagtailcore_task SET active = false",
        "UPDATE wagtailcore_workflow SET active = false",
        "DELETE FROM wagtailcore_workflowtask",
        "DELETE FROM wagtailcore_workflowpage",
        "DELETE FROM wagtailcore_workflowcontenttype",
        "UPDATE wagtailcore_site SET hostname = 'mine.example.org'",
        "UPDATE wagtailcore_locale SET language_code = 'fr'",
        "UPDATE django_content_type SET model = 'mine'",
        "TRUNCATE wagtailcore_taskstate CASCADE",
        "ALTER TABLE wagtailcore_taskstate DISABLE TRIGGER ALL",
        "DROP TRIGGER four_eyes ON wagtailcore_taskstate",
        "SET session_replication_role = replica",
    ],
)
def test_the_rules_themselves_are_not_for_the_products_role_to_change(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        run(statement)


def test_privacy_is_not_put_on_a_page() -> None:
    privacy = (
        "INSERT INTO wagtailcore_pageviewrestriction (page_id, restriction_type, password) VALUES (%s, 'login', '')"
    )

    assert "refused" in refused(privacy, home().pk)
