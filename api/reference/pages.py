"""The pages: one for each room of the API, in the order of the OpenAPI file."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from api.problems.catalogue import KINDS
from api.v1.schema import openapi_file

from .guides import guides
from .operations import Operation, operation


@dataclass(frozen=True, kw_only=True)
class Room:
    """Operations that belong together."""

    slug: str
    name: str
    description: str
    operations: tuple[Operation, ...]


@cache
def rooms() -> tuple[Room, ...]:
    """Every room; they change with the code only."""
    spec = json.loads(openapi_file())
    found = [
        operation(spec, path, method, host=settings.PUBLIC_API_URL)
        for path, methods in spec["paths"].items()
        for method in methods
    ]
    tags = {one["operationId"]: one["tags"][0] for methods in spec["paths"].values() for one in methods.values()}
    return tuple(_room(tag, [one for one in found if tags[one.name] == tag["name"]]) for tag in spec["tags"])


def room_called(slug: str) -> Room | None:
    """The room with this name in its address."""
    return next((room for room in rooms() if room.slug == slug), None)


@cache
def homes() -> dict[str, str]:
    """The address of each operation's place on the pages."""
    return {one.name: f"/api/docs/{room.slug}/#{one.name}" for room in rooms() for one in room.operations}


def introduction() -> dict[str, Any]:
    """What the first page says beside the rooms."""
    return {"host": settings.PUBLIC_API_URL, "problems": KINDS, "guides": guides()}


def _room(tag: dict[str, str], operations: list[Operation]) -> Room:
    return Room(
        slug=tag["name"].lower(), name=tag["name"], description=tag["description"], operations=tuple(operations)
    )
