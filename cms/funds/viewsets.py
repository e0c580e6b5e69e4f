"""Funds, share classes and documents in the admin's menu."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.facts.columns import BadgeColumn, CodeColumn, DayColumn, FactLinkColumn
from cms.facts.document_types import with_type_names
from cms.facts.viewset import ReadOnlySnippetViewSet
from fundfeed.models import Correction, Fund, FundDocument, ShareClass

from . import correctable, search, states
from .filters import CorrectionFilters, DocumentFilters, FundFilters, ShareClassFilters
from .pages import CorrectionPage, DocumentPage, FundPage, ShareClassPage
from .words_viewsets import DocumentTypeViewSet, DocumentUploadViewSet, FundEditorialViewSet


class FundViewSet(ReadOnlySnippetViewSet):
    """Every fund that a provider stated, public or no longer."""

    model = Fund
    icon = "folder-open-1"
    ordering = ("name", "fund_id")
    inspect_view_class = FundPage
    inspect_template_name = "funds/fund.html"
    filterset_class = FundFilters
    search_condition = staticmethod(search.funds_matching)
    list_display = (
        "name",
        CodeColumn("fund_id", label="Fund ID", sort_key="fund_id"),
        BadgeColumn("status", badge=lambda fund: states.authorisation(fund.status), sort_key="status"),
        Column("fund_group", label="Fund house", sort_key="fund_group", classname="secondary"),
        Column("domicile", sort_key="domicile"),
        Column("currency", sort_key="currency"),
        NumberColumn("share_classes", accessor=lambda fund: len(fund.isins), classname="number secondary"),
        DayColumn("authorisation_date", label="Authorised", sort_key="authorisation_date", classname="secondary"),
    )
    list_export = (
        *("fund_id", "name", "name_zh", "status", "authorisation_date", "domicile", "currency", "asset_class"),
        *("fund_group", "umbrella_id", "umbrella_name", "isins", "deauthorisation_date", "delivery.delivery_id"),
    )
    export_headings = {"delivery.delivery_id": "Delivery"}

    def rows(self) -> QuerySet[Any]:
        """Funds without their records, which no list shows."""
        return Fund.objects.select_related("delivery").defer("record", "figures", "deauthorisation")


class ShareClassViewSet(ReadOnlySnippetViewSet):
    """Every share class, found by its ISIN."""

    model = ShareClass
    icon = "tag"
    ordering = ("name", "isin")
    inspect_view_class = ShareClassPage
    inspect_template_name = "funds/share_class.html"
    filterset_class = ShareClassFilters
    search_condition = staticmethod(search.share_classes_matching)
    list_display = (
        "name",
        CodeColumn("isin", label="ISIN", sort_key="isin"),
        FactLinkColumn("fund", target=lambda share_class: (Fund, share_class.fund_id), sort_key="fund__name"),
        Column("currency", sort_key="currency"),
        Column("distribution_policy", label="Distribution", sort_key="distribution_policy"),
        Column("lifecycle", sort_key="lifecycle", classname="secondary"),
    )
    list_export = ("isin", "name", "fund_id", "fund.name", "currency", "distribution_policy", "lifecycle")
    export_headings = {"fund_id": "Fund ID", "fund.name": "Fund"}

    def rows(self) -> QuerySet[Any]:
        """Share classes with the names of their funds."""
        return ShareClass.objects.select_related("fund").only(*_fields(ShareClass), "fund__name")


class DocumentViewSet(ReadOnlySnippetViewSet):
    """Every version of every document, archived ones too."""

    model = FundDocument
    icon = "doc-full"
    ordering = ("-publication_date", "document_id")
    inspect_view_class = DocumentPage
    inspect_template_name = "funds/document.html"
    filterset_class = DocumentFilters
    search_condition = staticmethod(search.documents_matching)
    list_display = (
        "title",
        CodeColumn("document_id", label="Document ID", sort_key="document_id"),
        Column("type_name", label="Type", sort_key="document_type"),
        BadgeColumn("state", badge=lambda document: states.document_state(document.state), sort_key="state"),
        Column("languages", accessor=lambda document: ", ".join(document.languages), classname="secondary"),
        DayColumn("publication_date", label="Published", sort_key="publication_date"),
        NumberColumn(
            "pages", accessor=lambda document: document.file.pages if document.file else 0, classname="number"
        ),
    )
    list_export = (
        *("document_id", "title", "document_type", "state", "languages", "document_date", "publication_date"),
        *("valid_from", "file_name", "file.sha256"),
    )
    export_headings = {"file.sha256": "SHA-256"}

    def rows(self) -> QuerySet[Any]:
        """Documents with their files and without their records."""
        return with_type_names(FundDocument.objects.select_related("file").defer("record"))


class CorrectionViewSet(ReadOnlySnippetViewSet):
    """Every field that two people put right, and what became of it: the report of conflicts with the provider."""

    model = Correction
    icon = "edit"
    ordering = ("-made_at",)
    inspect_view_class = CorrectionPage
    inspect_template_name = "funds/correction.html"
    filterset_class = CorrectionFilters
    search_condition = staticmethod(search.corrections_matching)
    list_display = (
        FactLinkColumn(
            "field",
            accessor=lambda entry: correctable.label(entry.pointer),
            target=lambda entry: (Correction, entry.pk),
            sort_key="pointer",
        ),
        FactLinkColumn("fund", target=lambda entry: (Fund, entry.fund_id), sort_key="fund__name"),
        BadgeColumn("state", badge=lambda entry: states.correction_state(entry.state), sort_key="state"),
        CodeColumn("corrected_value", label="Corrected to"),
        Column("by", label="Proposed by", sort_key="by", classname="secondary"),
        Column("approved_by", sort_key="approved_by", classname="secondary"),
        DayColumn("made_at", label="Made", sort_key="made_at"),
    )
    list_export = (
        *("fund_id", "pointer", "provider_value", "corrected_value", "state", "reason", "by", "approved_by"),
        *("made_at", "expires_on", "retired_at"),
    )

    def rows(self) -> QuerySet[Any]:
        """Corrections with the names of their funds."""
        return Correction.objects.select_related("fund").defer("fund__record", "fund__figures")


def _fields(model: type[ShareClass]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields]


class FundsGroup(SnippetViewSetGroup):
    """The menu "Funds"."""

    items = (
        *(FundViewSet, ShareClassViewSet, DocumentViewSet, CorrectionViewSet),
        *(FundEditorialViewSet, DocumentUploadViewSet, DocumentTypeViewSet),
    )
    menu_label = "Funds"
    menu_name = "funds"
    menu_icon = "folder-open-1"
    menu_order = 10
