"""Mails about what two people decide: maker and checkers are both told each step, and neither can switch that off."""

from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_approved,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from cms.accounts.models import User
from fundfeed.models import Message
from fundfeed.services import post_message

from .approval import Approval, pending
from .waiting import subject_of

EXPIRED: Final = "Expired"
STOCK_MAILS: Final = {
    "group_approval_task_submitted_email_notification": (task_submitted, TaskState),
    "workflow_state_submitted_email_notification": (workflow_submitted, WorkflowState),
    "workflow_state_rejected_email_notification": (workflow_rejected, WorkflowState),
    "workflow_state_approved_email_notification": (workflow_approved, WorkflowState),
}


def connect() -> None:
    """Listen to each step, and stand where Wagtail would put its own mails, which people can switch off.

    A signal keeps the first receiver of a name: these names are Wagtail's, and our applications start before it.
    """
    for name, (signal, sender) in STOCK_MAILS.items():
        signal.connect(_nothing, sender=sender, dispatch_uid=name)
    task_submitted.connect(_submitted, dispatch_uid="moderation.submitted")
    task_approved.connect(_approved, dispatch_uid="moderation.approved")
    task_rejected.connect(_rejected, dispatch_uid="moderation.rejected")
    workflow_cancelled.connect(_cancelled, dispatch_uid="moderation.cancelled")


def taken_over(state: TaskState, by: User) -> None:
    """Say that a checker looks at a submission."""
    _tell(state, "Under review", f"{_name(by)} has taken it over and will decide.")


def went_live(approval: Approval) -> None:
    """Say that something approved for later is public since now."""
    state = approval.revision.task_states.order_by("-pk").first()
    _tell(state, "Went live", "Its time has come: the public sees it since now.")


def ran_out(thing: Any) -> None:
    """Say that something isn't public any more because its time is over."""
    state = TaskState.objects.for_instance(thing).order_by("-pk").first()
    if state is not None:
        _tell(state, EXPIRED, "Its time is over: the public doesn't see it any more.")


def window_over(thing: Any) -> bool:
    """Say once that what is approved isn't shown any more because its own last moment has passed."""
    state = TaskState.objects.filter(revision=thing.live_revision, status=TaskState.STATUS_APPROVED).first()
    if state is None or Message.objects.filter(thread=_thread(state), subject__startswith=EXPIRED).exists():
        return False
    _tell(state, EXPIRED, "Its last moment has passed: the public doesn't see it any more.")
    return True


def checkers_of(*states: TaskState) -> set[User]:
    """The people who decide at the steps where the submissions are; one query however many there are."""
    steps = {state.task_id for state in states}
    return set(User.objects.filter(is_active=True, groups__foureyestask__in=steps))


def link_to(state: TaskState) -> str:
    """The address of its review page."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('moderation:review', args=[state.pk])}"


def _submitted(instance: TaskState, user: User | None = None, **_: Any) -> None:
    said = f"{_name(user)} submitted it. Somebody who had no hand in it decides; until then the public sees no change."
    _tell(instance, "Waits for a decision", said)


def _approved(instance: TaskState, user: User | None = None, **_: Any) -> None:
    go_live_at = instance.revision.as_object().go_live_at
    is_later = go_live_at is not None and go_live_at > timezone.now()
    when = f"It goes live at {timezone.localtime(go_live_at):%d %B %Y, %H:%M}." if is_later else "It takes effect now."
    _tell(instance, "Approved, scheduled" if is_later else "Approved", f"{_name(user)} approved it. {when}")


def _rejected(instance: TaskState, user: User | None = None, **_: Any) -> None:
    _tell(instance, "Sent back", f"{_name(user)} sent it back. The public sees no change.")


def _cancelled(instance: WorkflowState, user: User | None = None, **_: Any) -> None:
    if instance.current_task_state is not None:
        _tell(instance.current_task_state, "Taken back", f"{_name(user)} took the submission back.")


def _tell(state: TaskState, step: str, said: str) -> None:
    title = state.revision.object_str
    comment = f"\n\nComment: {state.comment}" if state.comment else ""
    post_message(
        recipients=sorted(user.email for user in _makers_of(state) | checkers_of(state) if user.email),
        subject=f"{step}: {subject_of(state)} “{title}”",
        text=f"{step}: {subject_of(state)} “{title}”.\n\n{said}{comment}\n\n{link_to(state)}\n",
        thread=_thread(state),
    )


def _thread(state: TaskState) -> str:
    return f"review-{state.workflow_state_id}"


def _makers_of(state: TaskState) -> set[User]:
    authors = pending(state.revision).exclude(user=None).values_list("user_id", flat=True)
    requested_by = state.workflow_state.requested_by_id
    return set(User.objects.filter(is_active=True, pk__in={*authors, requested_by} - {None}))


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else "The system"


def _nothing(**_: Any) -> None:
    """Stands where one of Wagtail's own mails would be sent."""
