"""What a browser may do with a page of the admin: load our own things, show our own site in a frame, and no more."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = "Content-Security-Policy"


class BrowserPolicy:
    """Middleware: every answer without a policy of its own gets that of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._policy = policy(settings.PUBLIC_SITE_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The API's answers are data, and have manners of their own."""
        answer = self._get_response(request)
        if not request.path.startswith("/api/"):
            answer.headers.setdefault(POLICY, self._policy)
        return answer


def policy(site: str) -> str:
    """Wagtail's screens need scripts and styles that stand in the page; previews are the public site in a frame."""
    address = urlsplit(site)
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            f"frame-src 'self' {address.scheme}://{address.netloc}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
