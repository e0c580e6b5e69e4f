"""The door of the API: quotas and keys before anything else is done for a request."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from api.access import PREFIX, Admission, admit
from cms.audit.context import address_of
from cms.partners.models import ApiKey

HOLDER: Final = "api.key"
ADMITTED: Final = "api.admitted"
SHARED: Final = {"public", "private", "s-maxage", "stale-while-revalidate"}


class Door:
    """Middleware: refuses who may not or asks too much, and tells everybody else how much is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; what isn't the API's, and a browser's question before a request, pass."""
        if not request.path.startswith(PREFIX) or request.method == "OPTIONS":
            return self._get_response(request)
        admitted = admitted_by(request)
        return with_quota(admitted.refusal or self._get_response(request), admitted)


def with_quota(answer: HttpResponseBase, admitted: Admission) -> HttpResponseBase:
    """The answer that also says how much is left; for the holder of a key, it is nobody else's to keep."""
    for name, value in admitted.headers.items():
        answer.headers[name] = value
    if admitted.refusal is not None:
        answer["Cache-Control"] = "no-store"
    elif admitted.key is not None:
        answer["Cache-Control"] = _of_one(answer.get("Cache-Control", ""))
    return answer


def admitted_by(request: HttpRequest) -> Admission:
    """What was said of this request; it counts once, also when it came to one door and is left to the next."""
    admitted: Admission | None = request.META.get(ADMITTED)
    if admitted is None:
        said = request.META.get("HTTP_AUTHORIZATION", "")
        admitted = admit(path=request.path, authorization=said, address=address_of(request), at=timezone.now())
        request.META[ADMITTED] = admitted
        request.META[HOLDER] = admitted.key
    return admitted


def _of_one(said: str) -> str:
    """The same lifetime for the holder of a key alone: what is left of a quota is nobody else's."""
    if "no-store" in said:
        return said
    kept = [part for part in said.split(", ") if part and part.partition("=")[0] not in SHARED]
    return ", ".join(["private", *kept])


def key_of(request: HttpRequest) -> ApiKey | None:
    """The key that the request showed."""
    key = request.META.get(HOLDER)
    return key if isinstance(key, ApiKey) else None
