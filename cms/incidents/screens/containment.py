"""The switches of containment of one incident."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from cms.accounts.models import User
from cms.accounts.signed_in import signed_in
from cms.cases.errors import NotAllowedError
from cms.partners.models import Partner
from fundfeed.models import Provider

from .. import containing, intake
from ..models import read_only_since
from ..noticing import one_at_a_time
from .base import IncidentScreen

CONTAIN: Final = "incidents_contain"
LONGEST: Final = 500


class WhyForm(forms.Form):
    """Every switch asks why."""

    reason = forms.CharField(label="Why", max_length=LONGEST)


class PersonForm(WhyForm):
    """Whose access."""

    person = forms.ModelChoiceField(User.objects.filter(is_active=True).order_by("username"))
    field_order = ("person", "reason")


class PartnerForm(WhyForm):
    """Whose keys."""

    having_keys = Partner.objects.filter(keys__revoked_at=None, keys__isnull=False).distinct().order_by("name")
    partner = forms.ModelChoiceField(having_keys)
    field_order = ("partner", "reason")


class ProviderForm(WhyForm):
    """Whose deliveries."""

    provider = forms.ModelChoiceField(Provider.objects.order_by("code"))
    field_order = ("provider", "reason")


SWITCHES: Final[dict[str, tuple[type[WhyForm], Any]]] = {
    "shut_out": (PersonForm, containing.shut_out),
    "sign_out": (PersonForm, containing.sign_out),
    "revoke_keys": (PartnerForm, containing.revoke_keys),
    "switch_intake": (ProviderForm, intake.switch_intake),
    "switch_read_only": (WhyForm, containing.switch_read_only),
}
# Of two people who throw the same switch at once, the second must not undo what the first did.
BOTH_WAYS: Final = frozenset({"switch_intake", "switch_read_only"})


class ContainView(IncidentScreen, TemplateView):
    """Shows the switches, and throws one at a time."""

    permission_required = changing = "contain"
    template_name = "incidents/contain.html"
    page_title = "Contain"
    header_icon = "lock"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The switches with what stands now."""
        read_only = read_only_since()
        words = {
            "shut_out": ("A user", "Let in no more", "Sessions end at once. Two people let the person in again."),
            "sign_out": (
                "Sessions",
                "End all sessions",
                "The person signs in again; another who holds a session can't.",
            ),
            "revoke_keys": ("Keys of a partner", "Revoke every key", "The partner is mailed; it asks for a new one."),
            "switch_intake": ("A provider's intake", "Pause, or take up again", _paused()),
            "switch_read_only": (
                "Every change",
                "Lift read-only mode" if read_only else "Set read-only mode",
                f"Set for {read_only.incident.number}." if read_only else "The admin refuses all changes with 503.",
            ),
        }
        asked = kwargs.pop("asked", {})
        switches = [
            (name, *words[name], asked.get(name) or form(auto_id=f"{name}_%s")) for name, (form, _) in SWITCHES.items()
        ]
        shown = {"case": self.incident.case, "switches": switches, "stands": _stands(), "back": self.here}
        return super().get_context_data(**shown, **kwargs)

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """Throw the switch that was asked for."""
        name = request.POST.get("deed", "")
        if name not in SWITCHES or not self.incident.case.is_open:
            raise PermissionDenied
        form_class, throw = SWITCHES[name]
        form = form_class(request.POST, auto_id=f"{name}_%s")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(asked={name: form}))
        if name in BOTH_WAYS and not self._stands_as_shown():
            messages.error(request, "Somebody else threw a switch meanwhile: see how it stands now.")
            return redirect(reverse(CONTAIN, args=[self.incident.number]))
        try:
            throw(incident=self.incident, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except NotAllowedError as error:
            messages.error(request, str(error))
        return redirect(reverse(CONTAIN, args=[self.incident.number]))

    def _stands_as_shown(self) -> bool:
        """Whether nobody threw a switch meanwhile; until this request is over nobody does."""
        one_at_a_time(CONTAIN)
        now = _stands()
        return self.request.POST.get("stands", now) == now


def _stands() -> str:
    """What the switches that work both ways were like when the page was shown."""
    read_only = read_only_since()
    return "; ".join([str(read_only.pk) if read_only else "open", *intake.paused_now()])


def _paused() -> str:
    paused = ", ".join(intake.paused_now())
    stands = f"Paused now: {paused}." if paused else "No intake is paused now."
    return f"{stands} One person pauses; two take up again what was paused here."
