"""Where a follower stands: tokens and days as `since`, and the answer when that is too long ago."""

import re
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Final

import msgspec
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from rest_framework.exceptions import APIException

from api.problems.errors import InvalidParameter
from fundfeed.selectors import followed
from fundfeed.selectors.followed import Place

from . import parameters

KEPT: Final = timedelta(days=90)
GRACE: Final = timedelta(days=1)  # whoever begins at the oldest change still reaches the end, page by page
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ACCEPTED = ("a `token` of an earlier answer or of a bulk file", "a day as YYYY-MM-DD")


class TooOld(APIException):
    """A place from which nobody can go on: what followed it isn't served any more, or was never in this record."""

    status_code = HTTPStatus.GONE
    default_code = "gone"

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Take the newest full file of {settings.PUBLIC_API_URL}/api/v1/bulk/ and its token.")


def token(place: Place) -> str:
    """The place as followers keep it: opaque, and always the same for the same place."""
    return parameters.encode_cursor(msgspec.to_builtins(place))


def since(query: QueryDict, *, now: datetime) -> Place:
    """The place that `since` names, or the oldest one from which changes are served; raises `TooOld`."""
    value = parameters.text(query, "since")
    if not value:
        return followed.place_before(now - KEPT)
    return _on_day(value, now) if DAY.fullmatch(value) else _at_token(value, now)


def _on_day(value: str, now: datetime) -> Place:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise _refused(value, f"There is no day {value}.") from None
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    if midnight < now - KEPT:
        raise TooOld(f"Changes are served for {KEPT.days} days.")
    return followed.place_before(midnight)


def _at_token(value: str, now: datetime) -> Place:
    place: Place | None = parameters.decode_token(value, Place)
    if place is None:
        raise _refused(value, "`since` is neither a token of ours nor a day.")
    found = followed.onward(place)
    if not found.is_known:
        raise TooOld("This token belongs to another record than the one that is public now.")
    if found.next_at and found.next_at < now - KEPT - GRACE:
        raise TooOld(f"Changes are served for {KEPT.days} days, and this token is older.")
    return place


def _refused(value: str, detail: str) -> InvalidParameter:
    return InvalidParameter(parameter="since", received=value, accepted=ACCEPTED, detail=detail)
