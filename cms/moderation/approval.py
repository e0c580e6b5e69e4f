"""Who made what waits for approval, and who approved it."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Revision, TaskState, WorkflowState

from cms.accounts.models import User

from .errors import NotApprovedError


@dataclass(frozen=True, slots=True)
class Approval:
    """One revision that was proposed by one person and approved by another, with what the second one said."""

    revision: Revision
    proposed_by: User
    approved_by: User
    comment: str
    approved_at: datetime


def pending(revision: Revision) -> QuerySet[Revision]:
    """What approving `revision` would publish: it and the revisions before it that nobody has approved yet."""
    siblings = _siblings(revision)
    before = _states_of(revision).filter(status=TaskState.STATUS_APPROVED, revision__lt=revision.pk)
    last = before.order_by("-revision_id").values_list("revision_id", flat=True).first()
    upto = siblings.filter(pk__lte=revision.pk)
    return upto.filter(pk__gt=last) if last else upto


def makers_of(revision: Revision) -> set[int | None]:
    """The ids of all who edited or submitted what waits; None among them when one of them isn't known any more."""
    revisions = pending(revision)
    submitted = WorkflowState.objects.filter(task_states__revision__in=revisions)
    return set(revisions.values_list("user_id", flat=True)) | set(submitted.values_list("requested_by_id", flat=True))


def is_independent(user: User, revision: Revision) -> bool:
    """Whether `user` had no hand in what waits, and everybody who had is known."""
    makers = makers_of(revision)
    return None not in makers and user.pk not in makers


def approval_of(revision: Revision) -> Approval:
    """The approval of `revision` by somebody who had no hand in it; raises `NotApprovedError` when there is none."""
    steps = apps.get_model("moderation", "FourEyesTask").objects.values("pk")
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, revision=revision, task__in=steps)
    state = approved.select_related("workflow_state__requested_by", "finished_by").order_by("-pk").first()
    if state is None or state.finished_by is None or not is_independent(state.finished_by, revision):
        raise NotApprovedError(f"Nobody but its makers approved “{revision.object_str}”: it isn't published.")
    return Approval(
        revision=revision,
        proposed_by=state.workflow_state.requested_by,
        approved_by=state.finished_by,
        comment=state.comment,
        approved_at=state.finished_at,
    )


def _siblings(revision: Revision) -> QuerySet[Revision]:
    return Revision.objects.filter(base_content_type_id=revision.base_content_type_id, object_id=revision.object_id)


def _states_of(revision: Revision) -> QuerySet[TaskState]:
    return TaskState.objects.filter(
        workflow_state__base_content_type_id=revision.base_content_type_id,
        workflow_state__object_id=revision.object_id,
    )
