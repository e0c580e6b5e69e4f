"""Addresses of the sign-in: only those of the packages' pages that this installation has."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.socialaccount import views as provider
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.utils import translation
from django.views.decorators.cache import never_cache
from wagtail.utils.urlpatterns import decorate_urlpatterns

View = Callable[..., HttpResponse]


def in_the_visitors_language(view: View) -> View:
    """Show a page in the language that the browser asks for: nobody is signed in whose preference could be known."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            response = view(request, *args, **kwargs)
            render = getattr(response, "render", None)
            return render() if render else response

    return shown


def absent(_request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """An address that the packages want to name and that leads nowhere: nobody registers here."""
    raise Http404


PATTERNS = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/password/change/", account.password_change, name="account_change_password"),
    path("sign-in/password/set/", account.password_set, name="account_set_password"),
    path("sign-in/password/reset/", account.password_reset, name="account_reset_password"),
    path("sign-in/password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "sign-in/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^sign-in/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sign-in/second-factor/", include("allauth.mfa.urls")),
    path("sign-in/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("sign-in/provider/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/provider/error/", provider.login_error, name="socialaccount_login_error"),
]
# People and roles are changed one at a time, where the rules are: Wagtail's bulk actions know none of them.
BULK = re_path(r"^bulk/(accounts/user|auth/group)/", absent, name="people_in_bulk")
# Names that the packages ask for, whether the pages exist or not.
ABSENT = [
    path(f"sign-in/absent/{name}/", absent, name=name)
    for name in ("account_signup", "account_email", "account_email_verification_sent", "socialaccount_signup")
]

urlpatterns = decorate_urlpatterns([*PATTERNS, BULK, *ABSENT], never_cache)
urlpatterns = decorate_urlpatterns(urlpatterns, in_the_visitors_language)
