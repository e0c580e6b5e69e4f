"""Before Django: what was published is answered by the same views and the same manners, without the rest of the way.

People sign in, send forms and keep sessions; who reads the record does none of that. Whatever isn't a plain answer, a
refusal above all, is left to Django, which then says what it always says.
"""

from collections.abc import Iterable
from functools import lru_cache, partial
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import structlog
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.security import SecurityMiddleware

from api.door.access import PREFIX, Admission
from api.door.middleware import admitted_by, with_quota
from api.manners.middleware import LONGEST_ADDRESS, kept
from api.wire.light import Answer, Question
from api.wire.request_id import PROPOSED, answering, id_for
from fundfeed.selectors.record_state import HOLDS

from .kept_answers import KeptAnswers
from .published import Found, Published

READING: Final = ("GET", "HEAD")
# What a server puts into a request, and what may change an answer before any view is asked.
TELLING: Final = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO")
log = structlog.get_logger(__name__)
LINES: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Front:
    """The WSGI application that the server calls: it answers what was published, and leaves the rest to `behind`."""

    def __init__(self, behind: WSGIApplication, *, holds: float = HOLDS) -> None:
        self._behind = behind
        self._kept = KeptAnswers(holds=holds)
        self._published = Published()
        self._standing = lru_cache(maxsize=1024)(_standing)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        answer = self._own(environ) if environ["REQUEST_METHOD"] in READING else None
        if answer is None:
            return self._behind(environ, start_response)
        start_response(LINES[answer.status_code], list(answer.items()))
        return [answer.content]

    def _own(self, environ: WSGIEnvironment) -> Answer | None:
        path: str = environ["PATH_INFO"]
        if not path.startswith(PREFIX) or not path.isascii() or environ.get("SCRIPT_NAME"):
            return None
        if "HTTP_COOKIE" in environ:  # somebody who may be signed in
            return None
        if len(path) + len(environ.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
            return None
        found = self._published.find(path[len(PREFIX) :])
        standing = self._standing(*map(environ.get, TELLING)) if found else None
        if found is None or standing is None:
            return None
        request_id = environ[PROPOSED] = id_for(environ.get(PROPOSED, ""))
        request = Question(environ)
        with answering(request_id):
            return self._answer(found, request, standing, request_id)

    def _answer(self, found: Found, asked: Question, standing: dict[str, str], request_id: str) -> Answer | None:
        request = cast(HttpRequest, asked)
        try:
            admitted = admitted_by(request)
            answer = None if admitted.refusal else self._said(found, asked, admitted)
        except Exception as error:  # Django makes dead connections anew, and says what it always says.
            log.debug("front.left_to_django", path=asked.path, error=repr(error))
            return None
        if not isinstance(answer, Answer):
            return None
        answer.headers |= standing
        answer.headers |= found.standing
        answer.headers["Content-Length"] = str(len(answer.content))
        kept(request, cast(HttpResponse, with_quota(cast(HttpResponse, answer), admitted)), request_id)
        return answer

    def _said(self, found: Found, asked: Question, admitted: Admission) -> object:
        """What the view says; the holder of a key hears what it says now, and others perhaps what it said just now."""
        read = partial(found.view.get, **found.captured)
        if not found.is_of_the_record or admitted.key is not None:
            return read(asked)
        return self._kept.answer(asked, read, is_one_of_many=bool(found.captured))


def _standing(*told: Any) -> dict[str, str] | None:
    """The headers that Django's own middleware puts on any answer to such a request; None when it would refuse it."""
    environ = {name: value for name, value in zip(TELLING, told, strict=True) if value is not None}
    request = WSGIRequest({**environ, "REQUEST_METHOD": "GET", "PATH_INFO": PREFIX, "wsgi.input": BytesIO()})
    bare = HttpResponse()
    del bare["Content-Type"]

    def nothing(_request: HttpRequest) -> HttpResponse:
        return bare

    try:
        answer = SecurityMiddleware(CommonMiddleware(XFrameOptionsMiddleware(nothing)))(request)
    except Exception:
        return None
    return dict(answer.items()) if answer is bare else None
