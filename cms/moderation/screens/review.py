"""The review page: what would change, how it would look, what was said, and the decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import registry as log_registry
from wagtail.models import TaskState
from wagtail.permissions import policy_registry

from cms.accounts.signed_in import signed_in
from cms.logs.security import tell

from .. import notices
from ..doubts import doubts_of
from ..models import FourEyesTask, TakenOver
from ..schedule import approved_for
from ..spans import in_words, length_of
from ..waiting import decidable_by, subject_of, waiting
from ..withdrawal import is_withdrawal, reason_of
from . import addresses
from .differences import against_public
from .looks import ways
from .wording import DECIDED, STEPS

DISCUSSION = 30
REFUSALS = (PermissionDenied, ValidationError, ValueError)  # what the gate and the services of the feed raise


def _words(refusal: Exception) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    """One submission; whoever may look at its kind may look here, and a checker without a hand in it decides."""

    template_name = "moderation/review.html"
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away whoever has no business with this kind of thing."""
        if not self._may_look():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **_: Any) -> HttpResponseBase:
        """Decide, and go on to what waits next; a refusal is shown where it was made."""
        action, comment = request.POST.get("decision", ""), request.POST.get("comment", "")
        if action == "take-over":
            return self._take_over(request)
        try:
            self.task.on_action(self.state, signed_in(request), action, comment=comment)
        except REFUSALS as refusal:
            tell("review.refused", task_state=self.state.pk, why=type(refusal).__name__)
            messages.error(request, _words(refusal))
            return redirect(addresses.review(self.state))
        done = "Approved" if action == "approve" else "Sent back"
        messages.success(request, f"{done}: {subject_of(self.state)} “{self.state.revision.object_str}”")
        following = self._next()
        return redirect(addresses.review(following) if following else "moderation:inbox")

    def get_page_title(self) -> str:
        """What is decided about."""
        return f"Review: {subject_of(self.state)}"

    def get_page_subtitle(self) -> str:
        """Which one."""
        return str(self.state.revision.object_str)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Back to the inbox; the last one is the page's heading."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, {"url": reverse("moderation:inbox"), "label": "Inbox"}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that a decision needs, and why it isn't offered when it isn't."""
        submitted, user = self.submitted, signed_in(self.request)
        is_waiting = self.state.status == TaskState.STATUS_IN_PROGRESS
        why_not = self.task.why_not(self.thing, user)
        may_decide = is_waiting and not why_not
        following = self._next()
        lasts = length_of(submitted)
        is_withdrawn = is_withdrawal(self.state.revision)
        return super().get_context_data(**kwargs) | {
            "state": self.state,
            "decided": DECIDED.get(self.state.status, self.state.get_status_display()),
            "is_withdrawal": is_withdrawn,
            "withdrawal_reason": reason_of(self.thing, self.state.revision) if is_withdrawn else "",
            "thing": self.thing,
            "is_waiting": is_waiting,
            "may_decide": may_decide,
            "why_not": why_not if is_waiting else "",
            "doubts": doubts_of(self.state.revision) if is_waiting else [],
            "lasts": in_words(lasts) if lasts else "",
            "differences": None if is_withdrawn else against_public(submitted, request=self.request),
            "previews": ways(self.state, submitted) if may_decide and not is_withdrawn else [],
            "unscheduled": approved_for(self.thing) if is_waiting else None,
            "edit_url": addresses.edit(self.thing),
            "history_url": addresses.history(self.thing),
            "discussion": self._discussion(),
            "next_url": addresses.review(following) if following else "",
        }

    @cached_property
    def state(self) -> TaskState:
        """The submission."""
        states = TaskState.objects.select_related(
            "revision", "workflow_state__requested_by", "finished_by", "taken_over__by"
        )
        return get_object_or_404(states, pk=self.kwargs["pk"], task__in=FourEyesTask.objects.values("pk"))

    @cached_property
    def task(self) -> FourEyesTask:
        """The step at which it waits, or at which it was decided."""
        return FourEyesTask.objects.get(pk=self.state.task_id)

    @cached_property
    def thing(self) -> Any:
        """What the submission is about, as it is stored now."""
        return self.state.revision.content_object

    @cached_property
    def submitted(self) -> Any:
        """What it would become."""
        return self.state.revision.as_object()

    def _take_over(self, request: HttpRequest) -> HttpResponseBase:
        """Tell the others that the reader looks at it; binds nobody."""
        user = signed_in(request)
        if self.task.may_decide(self.thing, user) and self.state.status == TaskState.STATUS_IN_PROGRESS:
            _, is_first = TakenOver.objects.get_or_create(task_state=self.state, defaults={"by": user})
            if is_first:
                notices.taken_over(self.state, user)
        return redirect(addresses.review(self.state))

    def _may_look(self) -> bool:
        user = signed_in(self.request)
        policy = policy_registry.get(self.thing)
        may_look = policy.user_has_any_permission(user, {"add", "change", "view"})
        return self.task.is_checker(user) or user == self.state.workflow_state.requested_by or may_look

    def _discussion(self) -> list[Any]:
        entries = log_registry.get_logs_for_instance(self.thing).select_related("user")
        said = list(entries.order_by("-timestamp", "-pk")[:DISCUSSION])
        for entry in said:
            entry.words = STEPS.get(entry.action, entry.message)
        return said

    def _next(self) -> TaskState | None:
        user = signed_in(self.request)
        if not self.task.is_checker(user):
            return None
        others = decidable_by(user, waiting()).exclude(pk=self.state.pk)
        return others.filter(started_at__gte=self.state.started_at).first() or others.first()
