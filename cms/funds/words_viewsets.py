"""Screens of what people say about funds: editorials, uploaded documents, and the types of documents."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import CreateView

from cms.facts.columns import CodeColumn
from cms.facts.document_types import with_type_names
from cms.moderation.snippets import ModeratedViewSet
from fundfeed.models import Fund

from .filters import UploadFilters
from .models import DocumentTypeDefinition, DocumentUpload, FundEditorial
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
    list_select_related = ("fund",)
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
        Column("type_name", label="Type", sort_key="document_type"),
        "document_date",
        "status_string",
        "last_published_at",
    ]
    filterset_class = UploadFilters
    ordering = ["-pk"]
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> Any:
        """Uploads with the names of their types."""
        return with_type_names(super().get_queryset(request))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Beside Wagtail's own, the PDF."""
        return [*super().get_urlpatterns(), path("<int:pk>/pdf/<str:sha256>.pdf", PdfView.as_view(), name="pdf")]


class DocumentTypeViewSet(ModeratedViewSet):
    """The types that documents may have, in the order in which a fund's documents are shown."""

    model = DocumentTypeDefinition
    icon = "tag"
    menu_label = "Document types"
    list_display = [
        "name_en",
        CodeColumn("code", label="Code"),
        "name_zh_hant",
        BooleanColumn("is_expected", label="Expected"),
        "expected_every_days",
        BooleanColumn("is_retired", label="Retired"),
        "status_string",
    ]
    ordering = ["position", "code"]
    search_backend_name = None
