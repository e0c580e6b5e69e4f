"""What waits for a decision, and whose turn it is; a fixed number of queries however much waits."""

from collections import Counter
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Revision, TaskState, WorkflowState

from cms.accounts.models import User

from .guarded import Guarded
from .withdrawal import is_withdrawal


def waiting() -> QuerySet[TaskState]:
    """Every submission that waits for a second person, the oldest first."""
    steps = apps.get_model("moderation", "FourEyesTask").objects.values("pk")
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=steps)
    return states.select_related("revision__user", "workflow_state__requested_by", "taken_over__by").order_by(
        "started_at", "pk"
    )


def decidable_by(user: User, states: QuerySet[TaskState]) -> QuerySet[TaskState]:
    """Those of `states` that `user` may decide: no hand in them, as `approval.makers_of` says, and no refusal."""
    since = states.annotate(approved_upto=Coalesce(Subquery(_last_approved()), 0, output_field=IntegerField()))
    strange = since.filter(~Exists(_own_versions(user)), ~Exists(_own_submissions(user)))
    for kind in apps.get_models():
        if issubclass(kind, Guarded) and (refused := kind.refused_submissions(user)):
            content_type = ContentType.objects.get_for_model(kind, for_concrete_model=False)
            strange = strange.exclude(refused, workflow_state__content_type=content_type)
    return strange


class Kind(NamedTuple):
    """One kind of what waits: its content type, its name, and how many."""

    pk: int
    name: str
    how_many: int


def kinds_of(states: QuerySet[TaskState]) -> list[Kind]:
    """The kinds among `states`, by name."""
    counted = Counter(states.order_by().values_list("workflow_state__content_type", flat=True))
    return sorted((Kind(pk, _name(pk), how_many) for pk, how_many in counted.items()), key=lambda kind: kind.name)


def of_kind(states: QuerySet[TaskState], kind: int | None) -> QuerySet[TaskState]:
    """Those about one kind; all without one."""
    return states if kind is None else states.filter(workflow_state__content_type=kind)


def sent_back_to(user: User) -> QuerySet[WorkflowState]:
    """Submissions of `user` that a checker sent back and that nobody has changed or taken back since."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    decision = "current_task_state"
    return states.select_related(
        f"{decision}__finished_by", f"{decision}__revision", f"{decision}__workflow_state"
    ).order_by("-pk")


def subject_of(state: TaskState) -> str:
    """What a submission is about, in the words of its kind: “banner”, “withdrawal of the maintenance window”."""
    kind = _name(state.workflow_state.content_type_id)
    return f"withdrawal of the {kind}" if is_withdrawal(state.revision) else kind


def _name(content_type: int) -> str:
    model = ContentType.objects.get_for_id(content_type).model_class()  # which remembers them
    return str(model._meta.verbose_name) if model else "something that isn't installed any more"


def _last_approved() -> QuerySet[Any, Any]:
    """Of the object of the submission outside: the number of the version that was approved last."""
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, revision__isnull=False)
    return _of_the_same_object(approved, "workflow_state__").order_by("-revision_id").values("revision_id")[:1]


def _own_versions(user: User) -> QuerySet[Revision]:
    """The versions by `user`, or by nobody known, of the same object that nobody has approved yet."""
    versions = _of_the_same_object(Revision.objects.filter(Q(user=user) | Q(user=None)))
    return versions.filter(pk__gt=OuterRef("approved_upto"))


def _own_submissions(user: User) -> QuerySet[TaskState]:
    """The submissions of such versions by `user`, or by nobody known, those that were taken back included."""
    by_user = Q(workflow_state__requested_by=user) | Q(workflow_state__requested_by=None)
    submissions = _of_the_same_object(TaskState.objects.filter(by_user), "workflow_state__")
    return submissions.filter(revision__gt=OuterRef("approved_upto"))


def _of_the_same_object(rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    """Those of `rows` that are about the object of the submission outside; `path` leads to where they name it."""
    same = ("base_content_type_id", "object_id")
    return rows.filter(**{f"{path}{name}": OuterRef(f"workflow_state__{name}") for name in same})
