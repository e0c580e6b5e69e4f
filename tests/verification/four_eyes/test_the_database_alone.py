"""Somebody with the product's role and SQL of his own: what the database refuses without any of our code."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.utils import ProgrammingError
from django.utils import timezone

from cms.moderation import schedule, withdrawal
from cms.operations.models import MaintenanceWindow
from tests.factories.content import home
from tests.factories.moderation import approve, maintenance_window, maker, publish
from tests.factories.moments import in_time, wait_for

from .own_sql import refused, run
from .scene import what_the_public_sees

pytestmark = pytest.mark.django_db

WINDOW = "operations_maintenancewindow"


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
