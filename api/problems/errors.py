"""Errors as problem details (RFC 9457): stable codes, and what would have been accepted."""

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions

from api.wire.request_id import current_id
from fundfeed.records.public import Problem

PROBLEM_JSON = "application/problem+json"
RETRY_AFTER = "5"
AWAY = (OperationalError, InterfaceError)
LONGEST_ECHO = 200

_log = logging.getLogger(__name__)


class InvalidParameter(exceptions.APIException):
    """A query parameter that is unknown or holds a value that isn't accepted."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid_parameter"

    def __init__(self, *, parameter: str, received: str, accepted: Sequence[str], detail: str) -> None:
        super().__init__(detail)
        self.parameter, self.received, self.accepted = parameter, received, tuple(accepted)


class UnknownFormat(InvalidParameter):
    """A format in which nothing comes at this address."""

    status_code = HTTPStatus.NOT_ACCEPTABLE
    default_code = "not_acceptable"


def as_problem(error: Exception, _context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler: every error that a client can cause becomes a problem."""
    match error:
        case InvalidParameter():
            return problem(
                HTTPStatus(error.status_code),
                error.default_code,
                str(error.detail),
                parameter=error.parameter,
                received=error.received,
                accepted=error.accepted,
            )
        case Http404() | exceptions.NotFound():
            return problem(HTTPStatus.NOT_FOUND, "not_found", str(error) or "Nothing is published here.")
        case exceptions.APIException():
            return problem(HTTPStatus(error.status_code), error.default_code, str(error.detail))
        case RequestDataTooBig():
            detail = f"A body has at most {settings.DATA_UPLOAD_MAX_MEMORY_SIZE} bytes."
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", detail)
        case OperationalError() | InterfaceError():
            return unavailable(error)
    return None


def problem(status: HTTPStatus, code: str, detail: str, **more: Any) -> HttpResponse:
    """One problem as an answer; `type` leads to what its code means."""
    kind = f"{settings.PROBLEMS_URL}#{code}"
    body = Problem(
        type=kind, title=status.phrase, status=status.value, detail=detail, code=code, request_id=current_id(), **more
    )
    return HttpResponse(msgspec.json.encode(body), status=status.value, content_type=PROBLEM_JSON)


def unavailable(error: Exception) -> HttpResponse:
    """The refusal when the record can't be read now; the log says why."""
    _log.error("record_unavailable", exc_info=error)
    answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "The record can't be read right now: try again.")
    answer["Retry-After"] = RETRY_AFTER
    return answer


@csrf_exempt
def not_found(request: HttpRequest, _exception: Exception | None = None) -> HttpResponse:
    """Addresses of the API that don't exist."""
    return problem(HTTPStatus.NOT_FOUND, "not_found", f"Nothing is published at {request.path[:LONGEST_ECHO]}.")
