"""Bringing a delivery by hand: it is archived at once and waits for two people."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from fundfeed.models import Provider
from fundfeed.services import UploadRefusedError, receive_delivery

from .models import DeliveryDecision


class SeveralFilesInput(forms.ClearableFileInput):
    """One button, many files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """All files that were chosen, as a list."""

    widget = SeveralFilesInput(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Each file checked as Django checks one."""
        chosen = data if isinstance(data, list) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in chosen]


class UploadForm(forms.Form):
    """Whose delivery it is, and its files."""

    provider = forms.ModelChoiceField(Provider.objects.all(), help_text="Whose funds the files speak of")
    brought = SeveralFilesField(
        label="Files",
        help_text="The three manifests with their .check files, and the PDFs that they name; or all of it as one zip "
        "without folders",
    )


class UploadView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Archives what is brought and goes on to the proposal to publish it."""

    form_class = UploadForm
    template_name = "feeds/upload.html"
    page_title = "Upload a delivery"
    header_icon = "upload"
    permission_required = "add"
    add_url_name = ""
    index_url_name = ""

    @property
    def permission_policy(self) -> Any:
        """Who may propose a decision may bring a delivery to decide about."""
        return policy_registry.get_by_type(DeliveryDecision)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Back to the decisions."""
        label = DeliveryDecision._meta.verbose_name_plural
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": reverse(self.index_url_name), "label": str(label).capitalize()}, here]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Archive the files; what is wrong with them is told and nothing is kept."""
        provider, files = form.cleaned_data["provider"], form.cleaned_data["brought"]
        try:
            received = receive_delivery(provider=provider, files=files, by=self.request.user.get_username())
        except UploadRefusedError as error:
            form.add_error("brought", str(error))
            return self.form_invalid(form)
        for finding in received.findings:
            messages.warning(self.request, finding.message)
        messages.success(self.request, f"{received.delivery} is archived. Nobody sees it until two people publish it.")
        prefilled = urlencode({"kind": DeliveryDecision.Kind.PUBLISH, "delivery": received.delivery.pk})
        return HttpResponseRedirect(f"{reverse(self.add_url_name)}?{prefilled}")
