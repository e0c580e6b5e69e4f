"""Screens of what editors publish beside pages."""

from typing import Any, Final

from django.http import HttpRequest
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.moderation.snippets import ModeratedViewSet

from .models import Banner, FrequentQuestion, LegalNotice, Redirect
from .overlaps import with_overlaps

LANGUAGE: Final = Column("locale", label="Language", sort_key="locale")


class MeetsColumn(Column):
    """Links to the banners at the same position and time."""

    cell_template_name = "content/meets_cell.html"


class BannerViewSet(ModeratedViewSet):
    """Banners, those that begin last on top; which ones each of them meets is told."""

    model = Banner
    icon = "image"
    menu_label = "Banners"
    list_display = [
        "title",
        "position",
        LANGUAGE,
        "starts_at",
        "ends_at",
        MeetsColumn("meets", label="Meets others"),
        "status_string",
    ]
    list_filter = ["position", "locale"]
    list_select_related = ("locale",)
    ordering = ["-starts_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Each banner with those that it meets."""
        return with_overlaps(super().get_queryset(request))


class LegalNoticeViewSet(ModeratedViewSet):
    """Legal notices; a new version begins as a copy of an old one."""

    model = LegalNotice
    icon = "doc-full"
    menu_label = "Legal notices"
    copy_view_enabled = True
    list_display = ["title", "kind", "version", "effective_from", LANGUAGE, "status_string"]
    list_filter = ["kind", "locale"]
    list_select_related = ("locale",)
    ordering = ["kind", "-effective_from", "pk"]


class FrequentQuestionViewSet(ModeratedViewSet):
    """Frequent questions in their order."""

    model = FrequentQuestion
    icon = "help"
    menu_label = "FAQ"
    list_display = ["question", "category", "order", LANGUAGE, "status_string"]
    list_filter = ["category", "locale"]
    list_select_related = ("locale",)
    ordering = ["category", "order", "pk"]


class RedirectViewSet(ModeratedViewSet):
    """Redirects in the order of their paths."""

    model = Redirect
    icon = "redirect"
    menu_label = "Redirects"
    list_display = [
        "old_path",
        Column("leads_to", label="Leads to"),
        LANGUAGE,
        "is_permanent",
        "starts_at",
        "ends_at",
        "status_string",
    ]
    list_filter = ["locale", "is_permanent"]
    list_select_related = ("locale", "to_page")
    ordering = ["old_path", "pk"]


class ContentGroup(SnippetViewSetGroup):
    """One entry of the menu, beside that of pages and images."""

    menu_label = "Content"
    menu_icon = "pilcrow"
    menu_order = 150
    items = (BannerViewSet, LegalNoticeViewSet, FrequentQuestionViewSet, RedirectViewSet)
