"""Reading query parameters: what isn't known or accepted is refused with what would be."""

import base64
import binascii
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import msgspec
from django.http import QueryDict

from api.problems.errors import InvalidParameter

from .hints import hint

MAX_LENGTH = 200
MAX_CURSOR = 3000
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def only_known(query: QueryDict, known: Sequence[str]) -> None:
    """Refuse parameters that this address doesn't have."""
    for name in query:
        if name not in known:
            raise InvalidParameter(
                parameter=name[:MAX_LENGTH],
                received=str(query[name])[:MAX_LENGTH],
                accepted=known,
                detail=f"There is no parameter `{name[:MAX_LENGTH]}` here.{hint(name, known)}",
            )


def text(query: QueryDict, name: str, *, longest: int = MAX_LENGTH) -> str:
    """One value, "" when it is absent."""
    if name not in query:
        return ""
    values: list[str] = [str(value) for value in query.getlist(name)]
    if len(values) > 1:
        raise _refused(name, ", ".join(values), ["one value"], f"`{name}` is given {len(values)} times.")
    return _sound(name, values[0].strip(), longest)


def required_text(query: QueryDict, name: str, *, accepted: Sequence[str]) -> str:
    """One value that must be there."""
    value = text(query, name)
    if not value:
        raise _refused(name, "", accepted, f"`{name}` is needed.")
    return value


def texts_of(
    query: QueryDict, name: str, accepted: Sequence[str] | None, *, longest: int = MAX_LENGTH
) -> tuple[str, ...]:
    """All values of a repeatable parameter; each from `accepted` when there is such a list."""
    values = tuple(dict.fromkeys(_sound(name, value, longest) for value in query.getlist(name) if value))
    for value in values:
        if accepted is not None and value not in accepted:
            raise _refused(name, value, accepted, f"`{value}` is not accepted for `{name}`.{hint(value, accepted)}")
    return values


def one_of(query: QueryDict, name: str, accepted: Sequence[str], *, default: str) -> str:
    """A value from a list."""
    value = text(query, name) or default
    if value not in accepted:
        raise _refused(name, value, accepted, f"`{value}` is not accepted for `{name}`.{hint(value, accepted)}")
    return value


def number(query: QueryDict, name: str, *, default: int, least: int, most: int) -> int:
    """A whole number in a range."""
    value = text(query, name)
    if not value:
        return default
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    if not (is_number and least <= int(value) <= most):
        raise _refused(name, value, [f"{least} to {most}"], f"`{name}` must be a whole number from {least} to {most}.")
    return int(value)


def needed(query: QueryDict, name: str, *, most: int) -> int:
    """A whole number from 1 on that has to be given."""
    if not text(query, name):
        raise _refused(name, "", [f"1 to {most}"], f"`{name}` is missing.")
    return number(query, name, default=0, least=1, most=most)


def day(query: QueryDict, name: str, *, latest: date | None = None) -> date | None:
    """A day as YYYY-MM-DD, up to `latest` if that is given; None when it is absent."""
    value = text(query, name)
    if not value:
        return None
    accepted = [f"YYYY-MM-DD, at the latest {latest}" if latest else "YYYY-MM-DD, such as 2020-01-31"]
    asked = None
    if DAY.fullmatch(value):
        with suppress(ValueError):
            asked = date.fromisoformat(value)
    if asked is None:
        raise _refused(name, value, accepted, f"`{name}` must be a day that exists.")
    if latest is not None and asked > latest:
        raise _refused(name, value, accepted, f"`{name}` must be {latest} or earlier.")
    return asked


def encode_cursor(values: Sequence[Any]) -> str:
    """An opaque place in a list."""
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def decode_cursor(query: QueryDict, shape: Any) -> Any:
    """The place that `encode_cursor` wrote, as `shape`; None when there is no cursor."""
    value = text(query, "cursor", longest=MAX_CURSOR)
    if not value:
        return None
    place = decode_token(value, shape)
    if place is None:
        accepted = ["a cursor from `next` or `previous`, with the same `ordering`"]
        raise _refused("cursor", value[:MAX_LENGTH], accepted, "The cursor is not one of ours.")
    return place


def decode_token(value: str, shape: Any) -> Any:
    """What `encode_cursor` wrote, as `shape`; None when it isn't one of ours."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)), type=shape)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None


def _sound(name: str, value: str, longest: int = MAX_LENGTH) -> str:
    if len(value) > longest:
        accepted = [f"at most {longest} characters"]
        raise _refused(name, value[:MAX_LENGTH], accepted, f"`{name}` is too long.")
    if "\x00" in value:
        raise _refused(name, value.replace("\x00", "\ufffd"), ["text"], f"`{name}` holds a NUL character.")
    if "\ufffd" in value:
        raise _refused(name, value, ["text in UTF-8"], f"`{name}` holds bytes that are not UTF-8.")
    return value


def _refused(name: str, received: str, accepted: Sequence[str], detail: str) -> InvalidParameter:
    return InvalidParameter(parameter=name, received=received, accepted=accepted, detail=detail)
