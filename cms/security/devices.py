"""A mail when somebody signs in where they never did: the browser remembers whom it knows, and nothing else does.

The cookie holds the ids of the people who signed in there, signed; the back end keeps no list of devices.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms.accounts.models import User
from cms.logs.security import tell
from fundfeed.services import post_message

COOKIE: Final = "known-device"
SALT: Final = "security.device"
LASTS: Final = 180 * 24 * 3600
MOST: Final = 10
PATH: Final = "/admin/"
SIGNED_IN: Final = "security.signed_in"
TEXT: Final = """\
{name}, you signed in to {site} at {moment} from a browser that we don't know.

If that was you, there is nothing to do. If not, set a new password at once, which ends every other session, and tell a
system administrator. "Forgot your password?" stands at {address}
"""


class KnownDevices:
    """Middleware: mails who signed in from an unknown browser, and lets the browser know them from then on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        answer = self._get_response(request)
        user = request.META.get(SIGNED_IN)
        if isinstance(user, User):
            known = _known(request)
            if user.pk not in known:
                _tell(user)
            _remember(answer, [user.pk, *(pk for pk in known if pk != user.pk)][:MOST])
        return answer


def _known(request: HttpRequest) -> list[int]:
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return []
    return [pk for pk in said if isinstance(pk, int)] if isinstance(said, list) else []


def _remember(answer: HttpResponseBase, known: list[int]) -> None:
    answer.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _tell(user: User) -> None:
    tell("session.new_device", user_id=user.pk)
    if not user.email:
        return
    moment = timezone.localtime().strftime("%d %B %Y, %H:%M")
    post_message(
        recipients=[user.email],
        subject="You signed in from a new device",
        text=TEXT.format(
            name=user.get_username(),
            site=settings.WAGTAIL_SITE_NAME,
            moment=moment,
            address=f"{settings.PUBLIC_API_URL}/admin/login/",
        ),
        thread=f"device-{user.pk}",
    )
