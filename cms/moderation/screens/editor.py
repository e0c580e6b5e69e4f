"""What makers are told in the editor: what must change, and that a draft is a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from wagtail.models import WorkflowState

from ..doubts import doubts_about
from ..guarded import Guarded

SUBMITTED = {"action-submit", "action-restart-workflow"}


def say_what_must_change(request: HttpRequest, thing: Any) -> None:
    """Put the checker's comment on top of the editor of what was sent back."""
    state = thing.current_workflow_state if request.method == "GET" and _is_guarded(thing) else None
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        decision = state.current_task_state
        messages.warning(request, f"Sent back by {decision.finished_by or 'somebody'}: {decision.comment}")


def say_it_is_a_draft(request: HttpRequest, thing: Any) -> None:
    """Say of what was saved without being submitted that it changes nothing yet: Wagtail only says “updated”."""
    if _is_guarded(thing) and not any(name.startswith("action-") for name in request.POST):
        messages.success(request, "It is a draft: nothing changes until it is submitted and somebody else approves.")


def say_what_is_doubtful(request: HttpRequest, thing: Any) -> None:
    """Tell who submits what a checker will be told to look at twice; it is submitted all the same."""
    if SUBMITTED & set(request.POST):
        for doubt in doubts_about(thing):
            messages.warning(request, f"Is this meant? {doubt} Whoever decides is told, too.")


def _is_guarded(thing: Any) -> bool:
    return isinstance(thing, Guarded)
