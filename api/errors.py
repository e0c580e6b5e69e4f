"""Errors as problem details (RFC 9457): stable codes, and what would have been accepted."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions

from fundfeed.records.public import Problem

PROBLEM_JSON = "application/problem+json"
DOCUMENTATION = "/api/v1/openapi.json#"


class InvalidParameter(exceptions.APIException):
    """A query parameter that is unknown or holds a value that isn't accepted."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, *, parameter: str, received: str, accepted: Sequence[str], detail: str) -> None:
        super().__init__(detail)
        self.parameter, self.received, self.accepted = parameter, received, tuple(accepted)


def as_problem(error: Exception, _context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler: every error that a client can cause becomes a problem."""
    match error:
        case InvalidParameter():
            return problem(
                HTTPStatus.BAD_REQUEST,
                "invalid_parameter",
                str(error.detail),
                parameter=error.parameter,
                received=error.received,
                accepted=error.accepted,
            )
        case Http404() | exceptions.NotFound():
            return problem(HTTPStatus.NOT_FOUND, "not_found", str(error) or "Nothing is published here.")
        case exceptions.APIException():
            return problem(HTTPStatus(error.status_code), error.default_code, str(error.detail))
    return None


def problem(status: HTTPStatus, code: str, detail: str, **more: Any) -> HttpResponse:
    """One problem as an answer."""
    body = Problem(
        type=f"{DOCUMENTATION}{code}", title=status.phrase, status=status.value, detail=detail, code=code, **more
    )
    return HttpResponse(msgspec.json.encode(body), status=status.value, content_type=PROBLEM_JSON)


@csrf_exempt
def not_found(request: HttpRequest, _exception: Exception | None = None) -> HttpResponse:
    """Addresses of the API that don't exist."""
    return problem(HTTPStatus.NOT_FOUND, "not_found", f"Nothing is published at {request.path}.")
