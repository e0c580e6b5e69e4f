"""The screens of the watch among Wagtail's reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views


class SignInsMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may."""
        return views.may_watch(request.user)


def addresses() -> list[URLPattern]:
    """The screen, and letting an address in again."""
    return [
        path("reports/sign-ins/", views.SignInsView.as_view(), name=views.INDEX),
        path("reports/sign-ins/let-in/", views.let_in, name=views.LET_IN),
    ]


def menu_item() -> MenuItem:
    """The way there."""
    return SignInsMenuItem("Sign-ins", reverse(views.INDEX), name="sign-ins", icon_name="key", order=1110)


hooks.register("register_admin_urls", addresses)
hooks.register("register_reports_menu_item", menu_item)
