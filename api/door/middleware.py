"""The door of the API: quotas and keys before anything else is done for a request."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from api.problems.errors import AWAY, unavailable
from cms.audit.context import address_of
from cms.partners.models import ApiKey

from .access import PREFIX, Admission, admit

HOLDER: Final = "api.key"
ADMITTED: Final = "api.admitted"
SHARED: Final = {"public", "private", "s-maxage", "stale-while-revalidate"}


class Door:
    """Middleware: refuses who may not or asks too much, and tells everybody else how much is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; what isn't the API's passes, and a browser's own question doesn't come this far."""
        if not request.path.startswith(PREFIX):
            return self._get_response(request)
        try:
            admitted = admitted_by(request)
        except AWAY as error:
            return unavailable(error)
        return with_quota(admitted.refusal or self._get_response(request), admitted)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A database that is away before a view begins is away for a moment, too."""
        is_ours = request.path.startswith(PREFIX) and isinstance(exception, AWAY)
        return unavailable(exception) if is_ours else None


def with_quota(answer: HttpResponseBase, admitted: Admission) -> HttpResponseBase:
    """The answer that also says how much is left; for the holder of a key, it is nobody else's to keep."""
    for name, value in admitted.headers.items():
        answer.headers[name] = value
    if admitted.refusal is not None or answer.status_code >= HTTPStatus.BAD_REQUEST:
        answer["Cache-Control"] = "no-store"
    elif admitted.key is not None:
        answer["Cache-Control"] = _of_one(answer.get("Cache-Control", ""))
    return answer


def admitted_by(request: HttpRequest) -> Admission:
    """What was said of this request; it counts once, also when it came to one door and is left to the next."""
    admitted: Admission | None = request.META.get(ADMITTED)
    if admitted is None:
        admitted = admit(
            path=request.path,
            authorization=request.META.get("HTTP_AUTHORIZATION", ""),
            address=address_of(request),
            visitor=request.META.get("HTTP_X_VISITOR_ADDRESS", ""),
        )
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
