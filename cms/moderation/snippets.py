"""Moderated snippets: what editors publish besides pages, and every decision that two people take."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.models import DraftStateMixin, LockableMixin, Revision, RevisionMixin, WorkflowMixin, WorkflowState
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from .guarded import Guarded
from .policy import ModeratedPolicy


class Moderated(Guarded, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A snippet that becomes public by approval; all of its content is in its own row, where triggers see it."""

    live = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def approved_schedule(self) -> bool:
        """Whether a version is approved for later; lists have asked for all of their rows beforehand."""
        known: bool | None = getattr(self, "_approved_schedule", None)
        return bool(super().approved_schedule) if known is None else known


class ModeratedViewSet(SnippetViewSet):
    """Wagtail's own screens for a moderated snippet; the buttons that one person alone can't use aren't there."""

    add_to_admin_menu = False
    copy_view_enabled = False
    list_per_page = 50

    def on_register(self) -> None:
        """Let the model's policy be known before anything asks for it."""
        register_permission_policy(self.model, ModeratedPolicy(self.model))
        super().on_register()

    def get_queryset(self, request: HttpRequest) -> Any:  # noqa: ARG002 - the signature is Wagtail's
        """All, with what the column of states would otherwise ask for each row."""
        later = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(self.model),
            object_id=Cast(models.OuterRef("pk"), models.CharField()),
            approved_go_live_at__isnull=False,
        )
        active = WorkflowState.objects.active().select_related("current_task_state__task")
        waiting = models.Prefetch("_workflow_states", queryset=active, to_attr="_current_workflow_states")
        return self.model._default_manager.annotate(_approved_schedule=models.Exists(later)).prefetch_related(waiting)
