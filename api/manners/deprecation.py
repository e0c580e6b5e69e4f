"""How an address ends: announced in its answers for a year and longer, then gone with a word on what took its place.

Headers as in RFC 9745 (Deprecation) and RFC 8594 (Sunset).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date

from api.problems.errors import problem

NOTICE: Final = timedelta(days=365)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Ending:
    """From which day an address is deprecated, on which it ends, and what to ask instead."""

    announced: date
    sunset: date
    instead: str

    def __post_init__(self) -> None:
        if self.sunset - self.announced < NOTICE:
            raise ValueError(f"a sunset needs {NOTICE.days} days' notice: {self.announced} to {self.sunset}")


def ending(view: View, end: Ending) -> View:
    """The view, which announces its end in every answer until then and answers 410 from that day on."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if timezone.now() >= _moment(end.sunset):
            detail = f"This address ended on {end.sunset}. Ask {end.instead} instead."
            answer: HttpResponseBase = problem(HTTPStatus.GONE, "gone", detail)
        else:
            answer = view(request, *args, **kwargs)
        answer["Deprecation"] = f"@{int(_moment(end.announced).timestamp())}"
        answer["Sunset"] = http_date(_moment(end.sunset).timestamp())
        answer["Link"] = f'<{end.instead}>; rel="successor-version"'
        return answer

    answering.ending = end  # type: ignore[attr-defined] # whoever answers by the view itself must see that it ends
    return answering


def _moment(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
