"""Sparse fields: stored bodies cut down to the keys that a client asks for, without reading their values."""

from collections.abc import Iterable, Sequence

import msgspec
from django.http import QueryDict
from drf_spectacular.utils import OpenApiExample
from msgspec import Raw, Struct
from msgspec.structs import fields as fields_of

from api.description.openapi import text_parameter
from api.problems.errors import InvalidParameter

from . import parameters
from .hints import hint

_read = msgspec.json.Decoder(dict[str, Raw])

FIELDS = text_parameter(
    "fields",
    "Only these keys of each fund, with commas between: `fundId,legalFundNameOnly`. A key that a fund lacks is absent.",
    examples=[OpenApiExample("Id and name", "fundId,legalFundNameOnly")],
)


def wanted_fields(query: QueryDict, shape: type[Struct]) -> tuple[str, ...]:
    """The keys of `shape` that are asked for; empty when all are."""
    if "fields" not in query:
        return ()
    accepted = [field.encode_name for field in fields_of(shape)]
    given = [
        name.strip() for value in parameters.texts_of(query, "fields", None, longest=1000) for name in value.split(",")
    ]
    for name in given:
        if name not in accepted:
            raise _unknown(name, accepted)
    return tuple(dict.fromkeys(given))


def cut(body: bytes, names: Sequence[str]) -> bytes:
    """The body with these keys only, in their order, each value byte for byte as it is stored."""
    stored = _read.decode(body)
    return msgspec.json.encode({name: stored[name] for name in names if name in stored})


def cut_all(bodies: Iterable[bytes], names: Sequence[str]) -> Iterable[bytes]:
    """Each body with these keys only; as they are when no keys are named."""
    return [cut(body, names) for body in bodies] if names else bodies


def _unknown(name: str, accepted: Sequence[str]) -> InvalidParameter:
    detail = f"There is no field `{name}` here.{hint(name, accepted)}"
    return InvalidParameter(parameter="fields", received=name, accepted=accepted, detail=detail)
