"""The review after an incident, and what is to be done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from cms.accounts.signed_in import signed_in
from cms.cases.errors import NotAllowedError

from ..models import Review, ReviewAction
from ..reviewing import add_action, finish_action, write_review
from .base import IncidentScreen
from .forms import ActionForm, ReviewForm

REVIEW = "incidents_review"


class ReviewView(IncidentScreen, TemplateView):
    """Shows the review with its actions, and writes either."""

    template_name = "incidents/review.html"
    page_title = "Review"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The review as it stands, or an empty one."""
        review = getattr(self.incident, "review", None)
        today = timezone.localdate()
        return {
            "incident": self.incident,
            "case": self.incident.case,
            "review": review,
            "review_form": ReviewForm(instance=review, initial={"held_on": today}),
            "action_form": ActionForm(),
            "actions": self.incident.actions.select_related("owner", "done_by"),
            "today": today,
            "may_change": self.may("change"),
            "back": self.here,
        } | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """Write the review, add an action, or tick one off."""
        deeds = {"review": self._review, "action": self._action, "done": self._done}
        deed = deeds.get(request.POST.get("deed", ""))
        try:
            answer = deed() if deed else None
        except NotAllowedError as error:
            messages.error(request, str(error))
            answer = None
        return answer or redirect(reverse(REVIEW, args=[self.incident.number]))

    def _review(self) -> HttpResponse | None:
        form = ReviewForm(self.request.POST, instance=Review(incident=self.incident))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(review_form=form))
        by = signed_in(self.request)
        write_review(incident=self.incident, by=by, at=timezone.now(), **form.cleaned_data)
        return None

    def _action(self) -> HttpResponse | None:
        form = ActionForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(action_form=form))
        add_action(incident=self.incident, by=signed_in(self.request), at=timezone.now(), **form.cleaned_data)
        return None

    def _done(self) -> None:
        wanted = self.request.POST.get("action", "")
        action = get_object_or_404(ReviewAction, incident=self.incident, pk=int(wanted) if wanted.isdecimal() else 0)
        note = self.request.POST.get("note", "")
        finish_action(action=action, by=signed_in(self.request), at=timezone.now(), note=note)
