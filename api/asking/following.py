"""Where a follower stands: tokens and days as `since`, and the answer when that is too long ago."""

import re
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Final

import msgspec
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from rest_framework.exceptions import APIException

from api.problems.errors import InvalidParameter
from fundfeed.selectors.followed import Line, Place

from . import parameters

KEPT: Final = timedelta(days=90)
GRACE: Final = timedelta(days=1)  # whoever begins at the oldest change still reaches the end, page by page
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
A_DAY: Final = "a day as YYYY-MM-DD"


class TooOld(APIException):
    """A place from which nobody can go on: what followed it isn't served any more, or was never in this record."""

    status_code = HTTPStatus.GONE
    default_code = "gone"

    def __init__(self, why: str, begin: str) -> None:
        super().__init__(f"{why} {begin.format(api=settings.PUBLIC_API_URL)}")


def token(place: Place) -> str:
    """The place as followers keep it: opaque, and always the same for the same place."""
    return parameters.encode_cursor(msgspec.to_builtins(place))


class Since:
    """How `since` is read in one line of changes, whose tokens are `known_by` where they come from.

    `begin` says where to begin again, with `{api}` for our host.
    """

    def __init__(self, line: Line, *, known_by: str, begin: str) -> None:
        self._line, self._begin = line, begin
        self.accepted = (known_by, A_DAY)
        self.in_words = f"{known_by.capitalize()}, or {A_DAY}"

    def place(self, query: QueryDict, *, now: datetime) -> Place:
        """The place that it names, or the oldest one from which changes are served; raises `TooOld`."""
        value = parameters.text(query, "since")
        if not value:
            return self._line.place_before(now - KEPT)
        return self._on_day(value, now) if DAY.fullmatch(value) else self._at_token(value, now)

    def _on_day(self, value: str, now: datetime) -> Place:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise self._refused(value, f"There is no day {value}.") from None
        midnight = timezone.make_aware(datetime.combine(day, time.min))
        if midnight < now - KEPT:
            raise TooOld(f"Changes are served for {KEPT.days} days.", self._begin)
        return self._line.place_before(midnight)

    def _at_token(self, value: str, now: datetime) -> Place:
        place: Place | None = parameters.decode_token(value, Place)
        if place is None:
            raise self._refused(value, "`since` is neither a token of ours nor a day.")
        found = self._line.onward(place)
        if not found.is_known:
            raise TooOld("This token belongs to another record than the one that is public now.", self._begin)
        if found.next_at and found.next_at < now - KEPT - GRACE:
            raise TooOld(f"Changes are served for {KEPT.days} days, and this token is older.", self._begin)
        return place

    def _refused(self, value: str, detail: str) -> InvalidParameter:
        return InvalidParameter(parameter="since", received=value, accepted=self.accepted, detail=detail)


def page(request: HttpRequest, results: bytes, *, after: Place, has_more: bool) -> bytes:
    """A page of changes as JSON: what is told, and where to go on."""
    place = token(after)
    query = request.GET.copy()
    query["since"] = place
    return b'{"results":[%b],"token":%b,"next":%b,"hasMore":%b}' % (
        results,
        msgspec.json.encode(place),
        msgspec.json.encode(f"{settings.PUBLIC_API_URL}{request.path}?{query.urlencode()}"),
        msgspec.json.encode(has_more),
    )
