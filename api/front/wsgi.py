"""Before Django: what was published is answered by the same views and the same manners, without the rest of the way.

People sign in, send forms and keep sessions; who reads the record does none of that. Whatever isn't a plain answer, a
refusal above all, is left to Django, which then says what it always says.
"""

from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final, NamedTuple, cast
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
from api.wire import state
from api.wire.caching import LAST_MODIFIED, is_known_to
from api.wire.compression import understands_gzip
from api.wire.light import Answer, Question
from api.wire.request_id import HEADER, PROPOSED, answering, id_for
from fundfeed.selectors.record_state import HOLDS

from .kept_answers import Headers, Kept, KeptAnswers, Key, Record, Room
from .published import Found, Published

READING: Final = ("GET", "HEAD")
# What a server puts into a request, and what may change an answer before any view is asked.
TELLING: Final = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO")
OF_THE_PAST: Final = "asOf"  # what is said of a day depends on more than what is published now
OF_A_BODY: Final = frozenset({"Content-Type", "Content-Encoding", "Content-Length"})
log = structlog.get_logger(__name__)
LINES: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Said(NamedTuple):
    """A whole answer, as a server sends it."""

    line: str
    headers: list[tuple[str, str]]
    body: bytes


class Front:
    """The WSGI application that the server calls: it answers what was published, and leaves the rest to `behind`."""

    def __init__(self, behind: WSGIApplication, *, holds: float = HOLDS) -> None:
        self._behind = behind
        self._kept = KeptAnswers(holds=holds)
        self._published = Published()
        self._standing = lru_cache(maxsize=1024)(_standing)
        state.program()  # once for all workers that are forked from here

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, in one piece: of a list the server knows that nothing comes after it."""
        said = self._own(environ) if environ["REQUEST_METHOD"] in READING else None
        if said is None:
            return self._behind(environ, start_response)
        start_response(said.line, said.headers)
        return [said.body]

    def _own(self, environ: WSGIEnvironment) -> Said | None:
        path: str = environ["PATH_INFO"]
        if not path.startswith(PREFIX) or not path.isascii() or environ.get("SCRIPT_NAME"):
            return None
        if "HTTP_COOKIE" in environ:  # somebody who may be signed in
            return None
        if len(path) + len(environ.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
            return None
        environ[PROPOSED] = id_for(environ.get(PROPOSED, ""))
        with answering(environ[PROPOSED]):
            try:
                return self._again(environ) or self._anew(environ)
            except Exception as error:  # Django makes dead connections anew, and says what it always says.
                log.debug("front.left_to_django", path=path, error=repr(error))
                return None

    def _again(self, environ: WSGIEnvironment) -> Said | None:
        """What was said to somebody else and still holds: nothing of it is made again."""
        kept = self._kept.find(_key(environ))
        return kept and _told(kept, environ)

    def _anew(self, environ: WSGIEnvironment) -> Said | None:
        found = self._published.find(environ["PATH_INFO"][len(PREFIX) :])
        standing = self._standing(*map(environ.get, TELLING)) if found else None
        if found is None or standing is None:
            return None
        request = Question(environ)
        admitted = admitted_by(cast(HttpRequest, request))
        if admitted.refusal:
            return None
        if found.room is None or OF_THE_PAST in request.query_params:
            return _sent(_whole(found, request, standing), admitted)
        record = self._kept.present()  # before the answer is read: it may be newer than it says, and never older
        if admitted.key is None and (kept := self._keep(found, found.room, request, standing, record)):
            said = _told(kept, environ)
            if said:
                return said
        return _sent(_whole(found, request, standing), admitted, record.headers)

    def _keep(
        self, found: Found, room: Room, request: Question, standing: dict[str, str], record: Record
    ) -> Kept | None:
        """What is said to everybody who asks this of the record, if that is to be kept."""
        key = _key(request.META)
        if room is Room.FUNDS and request.META.get("QUERY_STRING"):
            room = Room.LISTS  # a fund can be asked for in any number of ways
        if not self._kept.is_worth_keeping(key, room):
            return None
        answer = _whole(found, request.without_conditions(), standing)
        if answer is None or answer.status_code != HTTPStatus.OK:
            return None
        headers = (*(header for header in answer.items() if header[0] != HEADER), *record.headers)
        unchanged = (*(header for header in headers if header[0] not in OF_A_BODY), ("Content-Length", "0"))
        kept = Kept(answer.content, answer["ETag"], headers, unchanged)
        if answer.changed is None or LAST_MODIFIED in answer.headers:  # else it says more in a moment
            record.keep(key, kept, room)
        return kept


def _key(environ: WSGIEnvironment) -> Key:
    """All that an answer depends on but the record: two requests with one key get the same bytes."""
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ACCEPT", ""),
        understands_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")),
        _one_of(*map(environ.get, TELLING)),
    )


@lru_cache(maxsize=1024)
def _one_of(*told: Any) -> tuple[Any, ...]:
    """The same tuple for all who tell the same, so that many keys hold it once."""
    return told


def _told(kept: Kept, environ: WSGIEnvironment) -> Said | None:
    """A kept answer with what is this request's own; None where conditions, quota or a partner need a closer look."""
    is_known = is_known_to(environ, kept.tag)
    if is_known is None:
        return None
    admitted = admitted_by(cast(HttpRequest, Question(environ)))
    if admitted.refusal or admitted.key is not None:
        return None
    own = (*admitted.headers.items(), (HEADER, environ[PROPOSED]))
    if is_known:
        return Said(LINES[HTTPStatus.NOT_MODIFIED], [*kept.unchanged, *own], b"")
    return Said(LINES[HTTPStatus.OK], [*kept.headers, *own], kept.body)


def _whole(found: Found, request: Question, standing: dict[str, str]) -> Answer | None:
    """The view's answer with all headers but those of a quota; None for what isn't a plain answer."""
    answer = found.view.get(request, **found.captured)
    if not isinstance(answer, Answer):
        return None
    answer.headers |= standing
    answer.headers |= found.standing
    answer.headers["Content-Length"] = str(len(answer.content))
    kept(cast(HttpRequest, request), cast(HttpResponse, answer), request.META[PROPOSED])
    return answer


def _sent(answer: Answer | None, admitted: Admission, own: Headers = ()) -> Said | None:
    if answer is None:
        return None
    with_quota(cast(HttpResponse, answer), admitted)
    return Said(LINES[answer.status_code], [*answer.items(), *own], answer.content)


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
