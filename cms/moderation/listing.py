"""How moderated things stand, for whole lists at once."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, Revision, WorkflowState


def with_status(things: QuerySet[Any]) -> QuerySet[Any]:
    """Each of `things` with what its `status_string` asks for: two queries in place of some for each row."""
    active = WorkflowState.objects.active().select_related("current_task_state__task")
    waiting = Prefetch("_workflow_states", queryset=active, to_attr="_current_workflow_states")
    return things.annotate(_approved_schedule=Exists(_scheduled(things.model))).prefetch_related(waiting)


def with_past(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Each of `pages` with whether it was ever submitted, for the buttons of the list."""
    kind = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    states = WorkflowState.objects.filter(base_content_type=kind, object_id=Cast(OuterRef("pk"), CharField()))
    return pages.annotate(was_submitted=Exists(states))


def _scheduled(model: Any) -> QuerySet[Revision]:
    """The versions of the row outside that are approved for a later time."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    return Revision.objects.filter(
        base_content_type=kind, object_id=Cast(OuterRef("pk"), CharField()), approved_go_live_at__isnull=False
    )
