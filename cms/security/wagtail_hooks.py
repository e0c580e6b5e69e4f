"""The screens of the watch among Wagtail's reports, and those of sessions."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import ending, own_sessions, views


class SignInsMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may."""
        return views.may_watch(request.user)


def addresses() -> list[URLPattern]:
    """The screens; the last one stands below that of a user."""
    end_own = own_sessions.EndOwnView.as_view()
    return [
        path("account/sessions/", own_sessions.OwnSessionsView.as_view(), name=own_sessions.OWN),
        path("account/sessions/<slug:which>/", end_own, name=own_sessions.END),
        path("users/end-sessions/<int:pk>/", ending.EndSessionsView.as_view(), name=ending.END_OF_PERSON),
        path("reports/sign-ins/", views.SignInsView.as_view(), name=views.INDEX),
        path("reports/sign-ins/let-in/", views.let_in, name=views.LET_IN),
    ]


def menu_item() -> MenuItem:
    """The way there."""
    return SignInsMenuItem("Sign-ins", reverse(views.INDEX), name="sign-ins", icon_name="key", order=1110)


hooks.register("register_admin_urls", addresses)
hooks.register("register_reports_menu_item", menu_item)
hooks.register("register_account_menu_item", own_sessions.account_item)
hooks.register("register_user_listing_buttons", ending.button)
