"""Two people who take things through the gate as the screens do, and what they take through it."""

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from cms.accounts.models import User
from cms.accounts.telling import untold
from cms.operations.models import MaintenanceWindow, StatusNotice, Threshold
from tests.factories.rights import give, promote


def person(name: str, *roles: str, is_superuser: bool = False) -> User:
    """Somebody with these roles; the same one for the same name."""
    with untold():
        user, _ = User.objects.get_or_create(username=name, defaults={"email": f"{name}@example.org"})
        give(user, *roles)
        if is_superuser:
            promote(user)
    return user


def maker() -> User:
    """Somebody who proposes."""
    return person("maker", "System operator", "Content manager", "Fund data manager")


def checker(name: str = "checker") -> User:
    """Somebody who decides."""
    return person(name, "System administrator")


def maintenance_window(**values: Any) -> MaintenanceWindow:
    """A draft by nobody, as the feed's simplest moderated thing."""
    start = timezone.now() + timedelta(days=4)
    filled = {
        "title": "Move to the new server",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "message_en": "The site is away for two hours.",
        "message_zh_hant": "網站暫停兩小時。",
    }
    return MaintenanceWindow.objects.create(**(filled | values))


def status_notice(**values: Any) -> StatusNotice:
    """A draft of a trouble that goes on, with one update."""
    began = timezone.now() - timedelta(hours=1)
    said = {"at": began.isoformat(), "message_en": "We wait for it.", "message_zh_hant": "我們正在等候。"}
    filled: dict[str, Any] = {
        "title_en": "Today's data are late",
        "title_zh_hant": "今日數據延遲",
        "began_at": began,
        "updates": json.dumps([{"type": "update", "value": said}]),
    }
    return StatusNotice.objects.create(**(filled | values))


def threshold(measure: str = "approval_hours", **values: Any) -> Threshold:
    """A draft of limits for one measure."""
    filled = {"target": 1, "warning": 2, "critical": 3, "reason": "As agreed with the auditor."}
    return Threshold.objects.create(measure=measure, **(filled | values))


def submit(thing: Any, *, by: User | None = None) -> TaskState:
    """A new version of `thing`, waiting for a decision."""
    author = by or maker()
    thing.save_revision(user=author, log_action=True)
    state: WorkflowState = thing.get_workflow().start(thing, author)
    return state.current_task_state.specific


def approve(state: TaskState, *, by: User | None = None, comment: str = "") -> None:
    """A decision for it."""
    state.task.specific.on_action(state, by or checker(), "approve", comment=comment)


def reject(state: TaskState, *, by: User | None = None, comment: str = "The date is wrong.") -> None:
    """A decision against it."""
    state.task.specific.on_action(state, by or checker(), "reject", comment=comment)


def publish(thing: Any, *, by: User | None = None, approved_by: User | None = None) -> Any:
    """Through the gate; returns what the public sees now."""
    approve(submit(thing, by=by), by=approved_by)
    return type(thing)._base_manager.get(pk=thing.pk)
