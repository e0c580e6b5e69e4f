"""What stands in an address, judged by the description of its parameters."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = Mapping[str, Any]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def forbidden(address: str, parameters: Iterable[Json]) -> list[str]:
    """Each value in the query of this address that its parameter may not have."""
    asked = parse_qs(urlsplit(address).query, keep_blank_values=True)
    queries = [one for one in parameters if one["in"] == "query"]
    unknown = [f"{name}: unknown" for name in asked if name not in {one["name"] for one in queries}]
    return unknown + [
        f"{one['name']}: {value!r}"
        for one in queries
        for value in _too_many(one["schema"], asked.get(one["name"], []))
        + _unfit(one["schema"], asked.get(one["name"], []))
    ]


def _too_many(schema: Json, values: list[str]) -> list[str]:
    return values if len(values) > 1 and schema.get("type") != "array" else []


def _unfit(schema: Json, values: list[str]) -> list[str]:
    shape = schema.get("items", schema)
    return [value for value in values if value.strip() and not _fits(shape, value.strip())]


def _fits(shape: Json, value: str) -> bool:
    if "enum" in shape:
        return value in shape["enum"]
    if shape.get("type") == "integer":
        is_number = value.isascii() and value.isdigit()
        return is_number and shape["minimum"] <= int(value) <= shape["maximum"]
    return shape.get("format") != "date" or _is_day(value)


def _is_day(value: str) -> bool:
    try:
        return bool(DAY.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False
