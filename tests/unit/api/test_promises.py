"""A program that was written against version 1.0 goes on working; and what would break it is noticed."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from api.v1.schema import openapi_file
from tests.factories.api_promises import broken

PROMISED = json.loads((Path(__file__).parents[3] / "docs/api/openapi-1.0.json").read_text())
LIST = "/api/v1/funds/"
Json = dict[str, Any]


def get(spec: Json, path: str = LIST) -> Json:
    found: Json = spec["paths"][path]["get"]
    return found


def shape(spec: Json, name: str) -> Json:
    found: Json = spec["components"]["schemas"][name]
    return found


def parameter(spec: Json, name: str) -> Json:
    found: Json = next(one for one in get(spec)["parameters"] if one["name"] == name)
    return found


def test_what_was_promised_in_1_0_is_kept() -> None:
    assert broken(PROMISED, json.loads(openapi_file())) == []


Change = Callable[[Json], object]
BREAKS: dict[str, tuple[Change, str]] = {
    "a path is gone": (lambda spec: spec["paths"].pop("/api/v1/status/"), "GET /api/v1/status/: is gone"),
    "a method is gone": (lambda spec: spec["paths"][LIST].pop("get"), f"GET {LIST}: is gone"),
    "a parameter is gone": (
        lambda spec: get(spec)["parameters"].remove(parameter(spec, "search")),
        "parameter query search is gone",
    ),
    "a parameter becomes required": (
        lambda spec: parameter(spec, "search").update(required=True),
        "parameter query search is required now",
    ),
    "a new parameter is required": (
        lambda spec: get(spec)["parameters"].append({"in": "query", "name": "why", "required": True, "schema": {}}),
        "parameter query why is required now",
    ),
    "a value is no longer accepted": (
        lambda spec: parameter(spec, "ordering")["schema"]["enum"].remove("-name"),
        "-name is not accepted any more",
    ),
    "only some values are accepted now": (
        lambda spec: parameter(spec, "search")["schema"].update(enum=["bond"]),
        "anything is not accepted any more",
    ),
    "a range becomes narrower": (
        lambda spec: parameter(spec, "pageSize")["schema"].update(maximum=50),
        "maximum is 50, was 100",
    ),
    "a parameter changes its type": (
        lambda spec: parameter(spec, "pageSize").update(schema={"type": "string"}),
        "was integer, is string",
    ),
    "a field of an answer is gone": (
        lambda spec: shape(spec, "FundSummary")["properties"].pop("fundId"),
        "fundId is gone",
    ),
    "a field of an answer may be absent": (
        lambda spec: shape(spec, "FundList")["required"].remove("results"),
        "results may be absent now",
    ),
    "a field of an answer may be null": (
        lambda spec: shape(spec, "FundSummary")["properties"].update(fundId={"type": ["string", "null"]}),
        "fundId: was string, is null",
    ),
    "a field of an answer changes its type": (
        lambda spec: shape(spec, "RecordCounts")["properties"].update(funds={"type": "string"}),
        "funds: was integer, is string",
    ),
    "an answer comes in another format": (
        lambda spec: get(spec)["responses"]["200"].update(content={"text/csv": {}}),
        "application/json is gone",
    ),
    "a body needs another field": (
        lambda spec: shape(spec, "PreviewRequest")["required"].append("colour"),
        "colour is required now",
    ),
}


@pytest.mark.parametrize(("change", "told"), BREAKS.values(), ids=BREAKS.keys())
def test_what_breaks_a_promise_is_told(change: Change, told: str) -> None:
    changed = deepcopy(PROMISED)
    change(changed)

    found = broken(PROMISED, changed)

    assert any(one.endswith(told) for one in found), found


KEEPS: dict[str, Change] = {
    "nothing": lambda spec: spec,
    "a new address": lambda spec: spec["paths"].update({"/api/v1/new/": spec["paths"][LIST]}),
    "a new parameter": lambda spec: get(spec)["parameters"].append({"in": "query", "name": "new", "schema": {}}),
    "a new value": lambda spec: parameter(spec, "ordering")["schema"]["enum"].append("size"),
    "a wider range": lambda spec: parameter(spec, "pageSize")["schema"].update(maximum=500),
    "a new field in an answer": lambda spec: shape(spec, "FundSummary")["properties"].update(new={"type": "string"}),
    "a field that is always there now": lambda spec: shape(spec, "FundSummary").update(
        required=list(shape(spec, "FundSummary")["properties"])
    ),
    "another description": lambda spec: get(spec).update(summary="In other words"),
    "another kind of refusal": lambda spec: get(spec)["responses"].pop("400"),
}


@pytest.mark.parametrize("change", KEEPS.values(), ids=KEEPS.keys())
def test_what_breaks_nothing_is_no_matter(change: Change) -> None:
    changed = deepcopy(PROMISED)
    change(changed)

    assert broken(PROMISED, changed) == []
