"""The register hears of what happens to requests at the gate."""

from typing import Any

from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_rejected, task_submitted, workflow_cancelled

from cms.accounts.models import User
from cms.moderation.approval import Approval

from . import services
from .models import ChangeRequest
from .signals import request_approved


def connect() -> None:
    """Listen to each step."""
    task_submitted.connect(_submitted, dispatch_uid="changes.submitted")
    task_rejected.connect(_rejected, dispatch_uid="changes.rejected")
    workflow_cancelled.connect(_cancelled, dispatch_uid="changes.cancelled")
    request_approved.connect(_approved, dispatch_uid="changes.approved")


def _submitted(instance: TaskState, user: User, **_: Any) -> None:
    thing = instance.workflow_state.content_object
    if isinstance(thing, ChangeRequest):
        services.requested(request=_as_submitted(instance), by=user, at=timezone.now())


def _rejected(instance: TaskState, user: User, **_: Any) -> None:
    thing = instance.workflow_state.content_object
    if isinstance(thing, ChangeRequest):
        services.sent_back(request=thing, by=user, at=timezone.now(), comment=instance.comment)


def _cancelled(instance: WorkflowState, user: User, **_: Any) -> None:
    if isinstance(instance.content_object, ChangeRequest):
        services.taken_back(request=instance.content_object, by=user, at=timezone.now())


def _approved(request: ChangeRequest, approval: Approval, **_: Any) -> None:
    services.approved(request=request, by=approval.approved_by, at=timezone.now(), comment=approval.comment)


def _as_submitted(state: TaskState) -> ChangeRequest:
    """The version that waits, which the row of a draft needn't hold."""
    found = state.revision.as_object()
    if not isinstance(found, ChangeRequest):
        raise TypeError("a submission of a change request is about one")
    return found
