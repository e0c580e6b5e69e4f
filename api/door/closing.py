"""While the service is maintained, programs may read and not write."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from api.problems.errors import AWAY, problem
from cms.operations.maintenance.closing import seconds_left
from cms.operations.maintenance.occurrences import SITE, Occurrence, under_way

from .access import PREFIX

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class ClosedForWrites:
    """Middleware: refuses what would change anything, with reason, expected end and `Retry-After`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; reads go on as long as they can, and so does what isn't the API's."""
        if request.method in READING or not request.path.startswith(PREFIX):
            return self._get_response(request)
        occurrence = _closed_by()
        if occurrence is None:
            return self._get_response(request)
        until = timezone.localtime(occurrence.ends_at).isoformat(timespec="minutes")
        detail = f"{occurrence.window.message_en} Reading goes on; write again after {until}."
        answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, "maintenance", detail)
        answer["Retry-After"] = str(seconds_left(occurrence))
        return answer


def _closed_by() -> Occurrence | None:
    """The maintenance that is under way; nothing while the database is away, which the view says in its own words."""
    try:
        return under_way(at=timezone.now(), scopes=SITE)
    except AWAY:
        return None
