"""Links from one page of a list to the next and the previous."""

from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from rest_framework.request import Request

from . import parameters

Direction = Literal["next", "previous"]


def page_link(request: Request, direction: Direction, keys: Sequence[Any] | None) -> str | None:
    """The same question at another place; None when there is none."""
    if keys is None:
        return None
    asked = dict(request.query_params.lists()) | {"cursor": [parameters.encode_cursor([direction, *keys])]}
    return f"{settings.PUBLIC_API_URL}{request.path}?{urlencode(asked, doseq=True)}"
