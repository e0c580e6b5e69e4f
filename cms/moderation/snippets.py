"""Moderated snippets: what editors publish besides pages, and every decision that two people take."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin, WorkflowState
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from .guarded import Guarded
from .listing import with_status
from .policy import ModeratedPolicy


class Moderated(Guarded, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A snippet that becomes public by approval; all of its content is in its own row, where triggers see it."""

    live = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def approved_schedule(self) -> bool:
        """Whether a version is approved for a later time; a list has asked for all its rows at once."""
        known: bool | None = getattr(self, "_approved_schedule", None)
        return super().approved_schedule if known is None else known

    @property
    @admin.display(description="status")
    def status_string(self) -> str:
        """How it stands, in the words of the inbox: the public row, and what became of the version beside it."""
        state = self.current_workflow_state
        if state is None or self.approved_schedule:
            return str(super().status_string)
        beside = "sent back" if state.status == WorkflowState.STATUS_NEEDS_CHANGES else "waits for a decision"
        return f"live, {beside}" if self.live else beside


class ModeratedViewSet(SnippetViewSet):
    """Wagtail's own screens for a moderated snippet; the buttons that one person alone can't use aren't there."""

    add_to_admin_menu = False
    copy_view_enabled = False
    list_per_page = 50
    list_select_related: tuple[str, ...] = ()
    """The rows that a line of the list names beside its own."""

    def on_register(self) -> None:
        """Let the model's policy be known before anything asks for it."""
        register_permission_policy(self.model, ModeratedPolicy(self.model))
        super().on_register()

    def get_queryset(self, request: HttpRequest) -> Any:  # noqa: ARG002 - the signature is Wagtail's
        """The rows of the list, with as many queries for ten as for a thousand."""
        return with_status(self.model._default_manager.select_related("latest_revision", *self.list_select_related))
