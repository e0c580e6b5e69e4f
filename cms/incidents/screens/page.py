"""One incident: how it stands, what can be done now, and its timeline; and the form to open one by hand."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from cms.accounts.signed_in import signed_in
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError
from cms.cases.showing import faces, priority_badge, state_badge

from .. import communicating, critical, services
from ..models import messages_now
from .base import PAGE, IncidentScreen
from .forms import CallForm, CloseForm, DescribeForm, NoteForm, PriorityForm, ReportForm, ResolveForm

FORMS: Final[dict[str, type[forms.BaseForm]]] = {
    "note": NoteForm,
    "call": CallForm,
    "priority": PriorityForm,
    "resolve": ResolveForm,
    "close": CloseForm,
    "describe": DescribeForm,
    "acknowledge": forms.Form,
}


class PageView(IncidentScreen, TemplateView):
    """Reads an incident, and does one thing to it at a time."""

    template_name = "incidents/incident.html"

    @property
    def page_title(self) -> str:
        """Its number."""
        return self.incident.number

    def get_page_subtitle(self) -> str:
        """What is wrong."""
        return self.incident.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How it stands now."""
        case, at = self.incident.case, timezone.now()
        asked = kwargs.pop("asked", {})
        entries = list(case.entries.order_by("-at", "-pk"))
        return super().get_context_data(
            incident=self.incident,
            case=case,
            priority=priority_badge(case),
            state=state_badge(case),
            faces=faces(case, at=at),
            entries=entries,
            steps=critical.steps(entries) if case.priority == "P1" else [],
            may_change=self.may("change") and case.is_open,
            may_contain=self.may("contain") and case.is_open,
            next_states=case.its_state.to,
            forms={name: asked.get(name) or _unasked(name, self.incident) for name in FORMS},
            texts=_offered(self.incident),
            review=getattr(self.incident, "review", None),
            actions=self.incident.actions.select_related("owner"),
            **kwargs,
        )

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """Do what was asked; what can't be done is said."""
        deed = request.POST.get("deed", "")
        if deed not in FORMS:
            return redirect(self.here)
        form = _asked(deed, request.POST, self.incident)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(asked={deed: form}))
        try:
            self._do(deed, form.cleaned_data)
        except NotAllowedError as error:
            messages.error(request, str(error))
        return redirect(self.here)

    def _do(self, deed: str, said: dict[str, Any]) -> None:
        incident, by, at = self.incident, signed_in(self.request), timezone.now()
        deeds: dict[str, Callable[[], object]] = {
            "acknowledge": lambda: services.acknowledge(incident=incident, by=by, at=at),
            "call": lambda: critical.call_together(incident=incident, by=by, at=at, **said),
            "note": lambda: cases.add_note(case=incident.case, note=said["note"], by=by, at=at),
            "priority": lambda: cases.set_priority(case=incident.case, by=by, at=at, **said),
            "resolve": lambda: services.resolve(incident=incident, by=by, at=at, **said),
            "close": lambda: services.close(incident=incident, by=by, at=at, **said),
            "describe": lambda: services.describe(incident=incident, by=by, at=at, **said),
        }
        deeds[deed]()


class ReportView(IncidentScreen, FormView):  # type: ignore[type-arg] # not generic at run time
    """Asks what somebody saw, and opens an incident."""

    permission_required = changing = "add"
    template_name = "incidents/report.html"
    form_class = ReportForm
    page_title = "Open an incident"
    initial = {"priority": "P3"}

    def form_valid(self, form: ReportForm) -> HttpResponse:
        """Open it and go there."""
        made = services.report(by=signed_in(self.request), at=timezone.now(), **form.cleaned_data)
        return redirect(reverse(PAGE, args=[made.number]))


def _asked(deed: str, data: Any, incident: Any) -> Any:
    return DescribeForm(data, instance=_copy(incident)) if deed == "describe" else FORMS[deed](data)


def _unasked(deed: str, incident: Any) -> Any:
    if deed == "describe":
        return DescribeForm(instance=incident)
    known = {name: getattr(incident, name) for name in ("root_cause", "resolution")} if deed == "resolve" else {}
    return FORMS[deed](initial={"priority": incident.case.priority, **known})


def _copy(incident: Any) -> Any:
    """Checking a form writes into what it is about; the page still shows what holds."""
    return type(incident).objects.get(pk=incident.pk)


def _offered(incident: Any) -> list[tuple[str, str, str]]:
    """The texts that can be sent now: purpose, audience, title."""
    has_provider = communicating.provider_of(incident) is not None
    known = messages_now().items()
    return [(code, text.audience, text.title) for code, text in known if text.audience != "provider" or has_provider]
