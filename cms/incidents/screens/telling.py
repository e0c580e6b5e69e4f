"""Sending a text about an incident: filled in, to be read and completed before it goes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from cms.accounts.signed_in import signed_in
from cms.cases.errors import NotAllowedError

from ..communicating import draft_notice, prepared, recipients, send
from ..models import messages_now
from ..texts import Text
from .base import IncidentScreen
from .forms import PublicForm, TellForm

PARTS = ("subject", "text", "subject_zh_hant", "text_zh_hant")


class TellView(IncidentScreen, FormView):  # type: ignore[type-arg] # not generic at run time
    """Shows a filled text, and sends it as it was changed."""

    template_name = "incidents/tell.html"

    @cached_property
    def text(self) -> Text:
        """The text in the address, filled."""
        known = messages_now()
        if self.kwargs["purpose"] not in known:
            raise Http404
        return prepared(self.incident, known[self.kwargs["purpose"]])

    @property
    def page_title(self) -> str:
        """Who is told what."""
        return f"Tell the {self.text.audience}: {self.text.title}"

    @property
    def is_public(self) -> bool:
        """Whether the public is to read it."""
        return self.text.audience == "public"

    def get_form_class(self) -> type[forms.Form]:
        """The public reads two languages."""
        return PublicForm if self.is_public else TellForm

    def get_initial(self) -> dict[str, Any]:
        """The filled text."""
        return {part: getattr(self.text, part) for part in PARTS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who gets it."""
        to = [] if self.is_public else recipients(self.incident, self.text.audience)
        return super().get_context_data(to=to, is_public=self.is_public, back=self.here, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Send it, or draft it and go to the draft."""
        try:
            return self._drafted(form) if self.is_public else self._sent(form)
        except NotAllowedError as error:
            form.add_error("text", str(error))
            return self.form_invalid(form)

    def _sent(self, form: forms.Form) -> HttpResponse:
        by, at = signed_in(self.request), timezone.now()
        send(incident=self.incident, audience=self.text.audience, by=by, at=at, **form.cleaned_data)
        messages.success(self.request, f"Sent to the {self.text.audience}.")
        return redirect(self.here)

    def _drafted(self, form: forms.Form) -> HttpResponse:
        said = Text(title=self.text.title, audience="public", **form.cleaned_data)
        by, is_over = signed_in(self.request), self.kwargs["purpose"] == "public-over"
        notice = draft_notice(incident=self.incident, text=said, is_over=is_over, by=by, at=timezone.now())
        messages.success(self.request, "Drafted. Read it, submit it, and somebody else approves it.")
        return redirect(reverse("wagtailsnippets_operations_statusnotice:edit", args=[notice.pk]))
