"""The form of an uploaded document: the PDF is checked and archived when it is brought."""

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.facts.document_types import types_in_use
from fundfeed.services import UploadRefusedError, receive_pdf


class UploadForm(WagtailAdminModelForm):
    """Takes the PDF as the feed would, and keeps its digest, size and pages with the upload."""

    pdf = forms.FileField(
        label="PDF",
        required=False,
        help_text="Without password, scripts and embedded files. Choose again to replace it.",
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    document_type = forms.ChoiceField(label="Type", choices=lambda: [("", "Choose one"), *types_in_use()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.sha256 and "pdf" in self.fields:
            told = f"Here already: {self.instance.original_name}, {self.instance.pages} pages, {self.instance.sha256}. "
            self.fields["pdf"].help_text = told + "Choose again to replace it."

    def clean(self) -> dict[str, Any]:
        """A PDF is there, now or from before; raises nothing for a draft without."""
        cleaned: dict[str, Any] = super().clean()
        if file := cleaned.get("pdf"):
            self._take(file)
        elif not self.instance.sha256 and not self.is_deferred_validation:
            self.add_error("pdf", "Choose the PDF.")
        return cleaned

    def _take(self, file: Any) -> None:
        try:
            received = receive_pdf(chunks=file.chunks())
        except UploadRefusedError as error:
            self.add_error("pdf", str(error))
            return
        self.instance.sha256, self.instance.size, self.instance.pages = received.sha256, received.size, received.pages
        self.instance.original_name = file.name[:200]
