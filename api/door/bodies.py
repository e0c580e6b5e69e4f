"""Bodies are read before anything else is done for a request, and few at a time: who sends slowly holds up nobody."""

from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from api.problems.errors import RETRY_AFTER, as_problem, problem

AT_ONCE: Final = 8  # in each process, of the threads that README.md gives it; a sound body arrives in a moment
_places: Final = BoundedSemaphore(AT_ONCE)


def refusal_of(request: HttpRequest) -> HttpResponse | None:
    """Why the body of this request can't be had; None when it is there, or there is none."""
    if request.method != "POST":
        return None
    if not _places.acquire(blocking=False):
        answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "Too many bodies arrive at once: try again.")
        answer["Retry-After"] = RETRY_AFTER
        return answer
    try:
        return _read(request)
    finally:
        _places.release()


def _read(request: HttpRequest) -> HttpResponse | None:
    try:
        _ = request.body
    except RequestDataTooBig as error:
        return as_problem(error, {})
    except UnreadablePostError:
        return problem(HTTPStatus.BAD_REQUEST, "bad_request", "The body ended before all of it was sent.")
    return None
