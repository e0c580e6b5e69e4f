"""What waits for a decision, and whose turn it is; a fixed number of queries however much waits."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Revision, TaskState, WorkflowState

from cms.accounts.models import User


def waiting() -> QuerySet[TaskState]:
    """Every submission that waits for a second person, the oldest first."""
    steps = apps.get_model("moderation", "FourEyesTask").objects.values("pk")
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=steps)
    return states.select_related("revision__user", "workflow_state__requested_by", "taken_over__by").order_by(
        "started_at", "pk"
    )


def decidable_by(user: User, states: QuerySet[TaskState]) -> QuerySet[TaskState]:
    """Those of `states` in which `user` had no hand, as `approval.makers_of` would say of each."""
    return states.filter(~Exists(_own_pending(user)), workflow_state__requested_by__isnull=False).exclude(
        workflow_state__requested_by=user
    )


def sent_back_to(user: User) -> QuerySet[WorkflowState]:
    """Submissions of `user` that a checker sent back and that nobody has changed or taken back since."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    decision = "current_task_state"
    return states.select_related(
        f"{decision}__finished_by", f"{decision}__revision", f"{decision}__workflow_state"
    ).order_by("-pk")


def subject_of(state: TaskState) -> str:
    """What a submission is about, in the words of its kind: “banner”, “maintenance window”."""
    model = ContentType.objects.get_for_id(state.workflow_state.content_type_id).model_class()  # which remembers them
    return str(model._meta.verbose_name) if model else "something that isn't installed any more"


def _own_pending(user: User) -> QuerySet[Revision]:
    """The versions by `user`, or by nobody known, of the same object that nobody has approved yet."""
    same = {
        "base_content_type_id": OuterRef("workflow_state__base_content_type_id"),
        "object_id": OuterRef("workflow_state__object_id"),
    }
    approved = (
        TaskState.objects.filter(
            status=TaskState.STATUS_APPROVED,
            workflow_state__base_content_type_id=OuterRef("base_content_type_id"),
            workflow_state__object_id=OuterRef("object_id"),
        )
        .order_by()
        .values("workflow_state__object_id")
        .annotate(last=Max("revision_id"))
        .values("last")
    )
    revisions: QuerySet[Revision] = Revision.objects.filter(**same)
    return (
        revisions.filter(Q(user=user) | Q(user=None))
        .annotate(approved=Coalesce(Subquery(approved), 0))
        .filter(pk__gt=F("approved"))
    )
