"""Moderated snippets: what editors publish besides pages, and every decision that two people take."""

from django.db import models
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from .guarded import Guarded
from .policy import ModeratedPolicy


class Moderated(Guarded, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A snippet that becomes public by approval; all of its content is in its own row, where triggers see it."""

    live = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class ModeratedViewSet(SnippetViewSet):
    """Wagtail's own screens for a moderated snippet; the buttons that one person alone can't use aren't there."""

    add_to_admin_menu = False
    copy_view_enabled = False
    list_per_page = 50

    def on_register(self) -> None:
        """Let the model's policy be known before anything asks for it."""
        register_permission_policy(self.model, ModeratedPolicy(self.model))
        super().on_register()
