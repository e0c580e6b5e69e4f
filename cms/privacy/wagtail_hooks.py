"""Personal data in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from . import views
from .viewsets import PersonalDataRequestViewSet

register_snippet(PersonalDataRequestViewSet)


class RegisterMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may."""
        return views.may_read(request.user)


def addresses() -> list[URLPattern]:
    """The register, and the copy that a person asked for."""
    return [
        path("reports/personal-data/", views.RegisterView.as_view(), name=views.INDEX),
        path("reports/personal-data/<int:pk>/copy/", views.copy, name=views.COPY),
    ]


def menu_item() -> MenuItem:
    """The way there."""
    return RegisterMenuItem("Personal data", reverse(views.INDEX), name="personal-data", icon_name="user", order=1120)


hooks.register("register_admin_urls", addresses)
hooks.register("register_reports_menu_item", menu_item)
