"""Screens of what people say about funds: editorials and uploaded documents."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.snippets.views.snippets import CreateView

from cms.facts.columns import CodeColumn
from cms.moderation.snippets import ModeratedViewSet
from fundfeed.models import Fund

from .models import DocumentUpload, FundEditorial
from .pdf_view import PdfView


class AboutFundView(CreateView):
    """A new draft about the fund whose page led here."""

    def get_initial(self) -> dict[str, Any]:
        """The fund of the address, if there is one."""
        initial: dict[str, Any] = super().get_initial()
        fund = Fund.objects.filter(pk=self.request.GET.get("fund", "")).first()
        return initial | ({"fund": fund.pk} if fund else {})


class FundEditorialViewSet(ModeratedViewSet):
    """Summaries and corrections, by fund."""

    model = FundEditorial
    icon = "edit"
    menu_label = "Editorials"
    add_view_class = AboutFundView
    list_display = ["__str__", CodeColumn("fund_id", label="Fund ID"), "status_string", "last_published_at"]
    ordering = ["fund_id"]
    search_backend_name = None


class DocumentUploadViewSet(ModeratedViewSet):
    """Documents that people published by hand."""

    model = DocumentUpload
    icon = "upload"
    menu_label = "Uploaded documents"
    add_view_class = AboutFundView
    list_display = [
        "__str__",
        CodeColumn("fund_id", label="Fund ID"),
        "document_type",
        "document_date",
        "status_string",
        "last_published_at",
    ]
    list_filter = ["document_type"]
    ordering = ["-pk"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        """Beside Wagtail's own, the PDF."""
        return [*super().get_urlpatterns(), path("<int:pk>/pdf/<str:sha256>.pdf", PdfView.as_view(), name="pdf")]
