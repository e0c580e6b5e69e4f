"""The page behind a link of a claim: a button, and behind that what is shown once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables
from django.views.generic import View

from . import claims

GONE = 410


class ClaimView(View):
    """Looking changes nothing; pressing the button shows the secrets and ends the link."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What the link will show, and the button."""
        claim = claims.look(token, at=timezone.now())
        if claim is None:
            return _page(request, "partners/gone.html", status=GONE)
        return _page(request, "partners/claim.html", claim=claim)

    @method_decorator(sensitive_variables("token", "shown"))
    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """The secrets, this once."""
        shown = claims.reveal(token, at=timezone.now())
        if shown is None:
            return _page(request, "partners/gone.html", status=GONE)
        return _page(request, "partners/claimed.html", shown=shown)


def _page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page that nobody keeps or frames, and whose address no other site learns."""
    answer = render(request, template, context, status=status)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "same-origin"  # with "no-referrer" a browser hides where the button stands
    answer["X-Frame-Options"] = "DENY"
    answer["X-Robots-Tag"] = "noindex"
    return answer
