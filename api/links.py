"""Links from one page of a list to the next and the previous."""

from collections.abc import Sequence
from typing import Any, Literal

from django.conf import settings
from rest_framework.request import Request

from . import parameters


def page_link(request: Request, direction: Literal["next", "previous"], keys: Sequence[Any]) -> str:
    """The same question at another place."""
    query = request.query_params.copy()
    query["cursor"] = parameters.encode_cursor([direction, *keys])
    return f"{settings.PUBLIC_API_URL}{request.path}?{query.urlencode()}"
