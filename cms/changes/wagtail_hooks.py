"""Changes in the admin: the register, the page of each, what is asked for, and the catalogue."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.operations.viewsets import ScreenItem

from . import register_view
from .change_view import ChangeView
from .register_view import RegisterView
from .viewsets import ChangeRequestViewSet, StandardChangeViewSet

register_snippet(ChangeRequestViewSet)
register_snippet(StandardChangeViewSet)


def addresses() -> list[URLPattern]:
    """The register and the page of a change."""
    return [
        path("changes/", RegisterView.as_view(), name=register_view.INDEX),
        path("changes/<str:number>/", ChangeView.as_view(), name="changes_change"),
    ]


def register_item() -> ScreenItem:
    """The register in the menu of operations."""
    return ScreenItem("Changes", register_view, name="changes-register", icon_name="history", order=60)


hooks.register("register_admin_urls", addresses)
hooks.register("register_operations_menu_item", register_item)
