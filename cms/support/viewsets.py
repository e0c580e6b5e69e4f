"""Screens of what support writes and answers."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.moderation.snippets import ModeratedViewSet
from cms.operations.viewsets import ScreenItem

from . import account_view, queue_view, reading
from .feedback_sums import with_feedback
from .models import HelpArticle


class HelpArticleViewSet(ModeratedViewSet):
    """Articles by category, with what readers said of them."""

    model = HelpArticle
    icon = "help"
    menu_label = "Article drafts"
    list_display = [
        "title",
        "category",
        "audience",
        Column("locale", label="Language", sort_key="locale"),
        Column("found_helpful", label="Helped"),
        "status_string",
    ]
    list_filter = ["category", "audience", "locale"]
    list_select_related = ("locale",)
    ordering = ["category", "title", "pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Each article with its readers' feedback."""
        return with_feedback(super().get_queryset(request))


class RequestsItem(ScreenItem):
    """The queue, for whoever may ask: everybody sees at least one's own requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may ask or answer."""
        return bool(self._policy.user_has_any_permission(request.user, ("add", "view")))


class SupportGroup(SnippetViewSetGroup):
    """Everything of support in one place of the menu."""

    items = (HelpArticleViewSet,)
    menu_label = "Support"
    menu_name = "support"
    menu_icon = "help"
    menu_order = 30

    def get_submenu_items(self) -> list[Any]:
        """What is read and answered first."""
        own = [
            RequestsItem("Requests", queue_view, name="support-requests", icon_name="mail", order=-3),
            ScreenItem("Account state", account_view, name="support-account", icon_name="user", order=-2),
            ScreenItem("Articles", reading, name="support-articles", icon_name="openquote", order=-1),
        ]
        return [*own, *super().get_submenu_items()]
