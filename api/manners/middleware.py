"""What every answer below `/api/` keeps, whoever made it: an id, problems as JSON, open doors for scripts, gzip."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from api.door import bodies
from api.problems.catalogue import code_for
from api.problems.errors import PROBLEM_JSON, problem
from api.wire.compression import compress
from api.wire.request_id import HEADER, PROPOSED, answering, id_for

from . import cors

PREFIX: Final = "/api/"
LONGEST_ADDRESS: Final = 8000
KEPT: Final = ("Allow", "Retry-After", "WWW-Authenticate")
NOTHING_HERE: Final = "Nothing is published at this address."
SORRY: Final = "Something failed on our side. If it happens again, tell us the request id."


class Manners:
    """Middleware, the outermost of all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; what isn't the API's gets its id and passes untouched."""
        request_id = id_for(request.META.get(PROPOSED, ""))
        with answering(request_id):
            if not request.path.startswith(PREFIX):
                return _named(self._get_response(request), request_id)
            return kept(request, self._answer(request), request_id)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.path) + len(request.META.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
            detail = f"An address here has at most {LONGEST_ADDRESS} characters."
            return _uncached(problem(HTTPStatus.REQUEST_URI_TOO_LONG, "address_too_long", detail))
        if cors.is_preflight(request) and cors.is_open(request):
            return cors.preflight_answer()
        if (refusal := bodies.refusal_of(request)) is not None:
            return _uncached(refusal)
        answer = self._get_response(request)
        if request.method == "OPTIONS" and answer.has_header("Allow"):
            return _methods(answer["Allow"])
        return _uncached(_as_problem(answer)) if answer.status_code >= HTTPStatus.BAD_REQUEST else answer


def kept(request: HttpRequest, answer: HttpResponseBase, request_id: str) -> HttpResponseBase:
    """The answer with its request's id, open to scripts, and compressed for those who understand that."""
    answer.headers[HEADER] = request_id
    if cors.is_open(request):
        cors.open_to_scripts(answer)
        compress(request, answer)
    return answer


def _named(answer: HttpResponseBase, request_id: str) -> HttpResponseBase:
    answer.headers[HEADER] = request_id
    return answer


def _methods(allowed: str) -> HttpResponse:
    answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer["Allow"] = allowed if "OPTIONS" in allowed else f"{allowed}, OPTIONS"
    return answer


def _as_problem(answer: HttpResponseBase) -> HttpResponseBase:
    """The refusal as a problem, also when Django itself refused."""
    if answer.get("Content-Type", "") == PROBLEM_JSON:
        return answer
    status = HTTPStatus(answer.status_code)
    if status == HTTPStatus.NOT_FOUND:
        detail = NOTHING_HERE
    else:
        detail = SORRY if status >= HTTPStatus.INTERNAL_SERVER_ERROR else f"{status.description or status.phrase}."
    found = problem(status, code_for(status), detail)
    for name in KEPT:
        if answer.has_header(name):
            found[name] = answer[name]
    return found


def _uncached(answer: HttpResponseBase) -> HttpResponseBase:
    if not answer.has_header("Cache-Control"):
        answer["Cache-Control"] = "no-store"
    return answer
