"""Why a file, or a part of it, isn't sent."""

from http import HTTPStatus
from typing import Final

import structlog
from django.http import HttpResponse

from fundfeed.adapters.portions import Unreadable

from .errors import problem

RETRY_SECONDS: Final = "60"
log = structlog.get_logger(__name__)


def beyond_the_end(size: int) -> HttpResponse:
    """The refusal of a range that no byte of the file lies in."""
    detail = f"The file has {size} bytes: ask for a range that begins before that."
    response = problem(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "range_not_satisfiable", detail)
    response["Content-Range"] = f"bytes */{size}"
    return response


def unreadable(error: Unreadable) -> HttpResponse:
    """The refusal of a file whose bytes can't be had now; the log says which."""
    log.error("file.unreadable", error=str(error))
    response = problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "The file can't be read now: try again soon.")
    response["Retry-After"] = RETRY_SECONDS
    return response
