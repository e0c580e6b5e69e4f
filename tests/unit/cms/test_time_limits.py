"""No round holds a worker: each task has a time after which it ends, and only those of whole records have long ones."""

from typing import Any

import pytest
from celery import Task
from django.conf import settings

from cms.celery import app

MINUTES, HOURS, A_DAY = 300, 5 * 3600, 25 * 3600
WHOLE_RECORD = {
    "cms.audit.tasks.seal_audit_trail",
    "cms.content.tasks.compare_with_what_was_approved",
    "cms.content.tasks.sum_up_old_acceptances",
    "cms.downloads.tasks.take_over_downloads",
    "cms.feeds.tasks.carry_out_decisions",
    "cms.operations.tasks.verify_the_ledger",
    "cms.partners.tasks.forget_old_deliveries",
    "cms.privacy.tasks.forget_what_is_old",
    "fundfeed.tasks.check_documents",
    "fundfeed.tasks.index_search",
    "fundfeed.tasks.make_bulk",
}
DELIVERIES = {"fundfeed.tasks.run_one_feed", "fundfeed.tasks.turn_one_day"}


@pytest.fixture
def tasks() -> dict[str, Task[Any, Any]]:
    """Our tasks by their names, as a worker would carry them out."""
    app.loader.import_default_modules()
    app.finalize()
    return {name: task for name, task in app.tasks.items() if name.startswith(("cms.", "fundfeed."))}


def test_what_the_clock_orders_is_known(tasks: dict[str, Task[Any, Any]]) -> None:
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= tasks.keys()
    assert tasks.keys() >= WHOLE_RECORD | DELIVERIES


@pytest.mark.parametrize(
    ("least", "most", "whose"), [(0, MINUTES, None), (MINUTES, HOURS, WHOLE_RECORD), (HOURS, A_DAY, DELIVERIES)]
)
def test_each_task_ends_after_minutes_those_of_the_whole_record_after_hours(
    tasks: dict[str, Task[Any, Any]], least: int, most: int, whose: set[str] | None
) -> None:
    for name in whose or tasks.keys() - WHOLE_RECORD - DELIVERIES:
        soft, hard = tasks[name].soft_time_limit or 0, tasks[name].time_limit or 0
        assert least < soft < hard <= most, name


def test_what_may_last_a_day_has_a_worker_of_its_own() -> None:
    assert {settings.CELERY_TASK_ROUTES[name]["queue"] for name in DELIVERIES} == {"feed"}
