"""Ways round the gate that don't pass through a guarded model's own methods, each with its lock."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import Collection, Page, PageViewRestriction, Site, Task, TaskState, Workflow, WorkflowState
from wagtail.permissions import register_permission_policy
from wagtail.signals import pre_page_move

from .approval import makers_of
from .errors import NotApprovedError
from .guarded import Guarded
from .policy import FixedPolicy


def close() -> None:
    """Lock them all; called once, when the application starts."""
    for model in (Task, Workflow, Site, Collection):
        register_permission_policy(model, FixedPolicy(model))
    register_permission_policy(Group, FixedPolicy(Group), exact_class=True)  # Wagtail registers a weaker one after us
    pre_page_move.connect(_refuse_to_move, dispatch_uid="moderation.move")
    pre_delete.connect(_refuse_to_delete, dispatch_uid="moderation.delete")
    pre_save.connect(_refuse_to_take_back, sender=WorkflowState, dispatch_uid="moderation.take_back")
    for signal in (pre_save, pre_delete):
        signal.connect(_refuse_privacy, sender=PageViewRestriction, dispatch_uid=f"moderation.privacy.{id(signal)}")


def _refuse_to_move(sender: Any, instance: Page, **kwargs: Any) -> None:  # noqa: ARG001 - a signal's signature
    """Moving and reordering change addresses and menus at once, so they are for drafts only."""
    if instance.get_descendants(inclusive=True).filter(live=True).exists():
        raise NotApprovedError(f"“{instance}” or a page below it is public: it stays where it is.")


def _refuse_to_delete(sender: Any, instance: Model, **kwargs: Any) -> None:  # noqa: ARG001 - a signal's signature
    """`QuerySet.delete()` and bulk actions don't call the model's own `delete()`."""
    if isinstance(instance, Guarded):
        instance.refuse_to_be_deleted()


def _refuse_privacy(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:  # noqa: ARG001
    """A password on a public page would withdraw it."""
    raise NotApprovedError("Public pages have no passwords: to take one off, propose its withdrawal.")


def _refuse_to_take_back(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:  # noqa: ARG001
    """Wagtail lets whoever could approve take back, too: that would be a rejection without a comment."""
    step, by = instance.current_task_state, get_active_log_context().user
    is_undecided = step is not None and step.status == TaskState.STATUS_IN_PROGRESS
    if instance.status != WorkflowState.STATUS_CANCELLED or not is_undecided or by is None:
        return
    if by.pk not in makers_of(step.revision):
        raise NotApprovedError("Only those who made it take a submission back: send it back with a comment.")
