"""The door of the API: quotas and keys before anything else is done for a request."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from api.access import PREFIX, admit
from cms.audit.context import address_of
from cms.partners.models import ApiKey

HOLDER: Final = "api.key"


class Door:
    """Middleware: refuses who may not or asks too much, and tells everybody else how much is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; what isn't the API's, and a browser's question before a request, pass."""
        if not request.path.startswith(PREFIX) or request.method == "OPTIONS":
            return self._get_response(request)
        said = request.META.get("HTTP_AUTHORIZATION", "")
        admitted = admit(path=request.path, authorization=said, address=address_of(request), at=timezone.now())
        request.META[HOLDER] = admitted.key
        answer = admitted.refusal or self._get_response(request)
        for name, value in admitted.headers.items():
            answer[name] = value
        if admitted.refusal is not None:
            answer["Cache-Control"] = "no-store"
        return answer


def key_of(request: HttpRequest) -> ApiKey | None:
    """The key that the request showed."""
    key = request.META.get(HOLDER)
    return key if isinstance(key, ApiKey) else None
