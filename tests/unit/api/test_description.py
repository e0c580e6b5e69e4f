"""The OpenAPI file is whole: what it refers to is there, what it shows is true to its own shapes."""

import json
from collections.abc import Iterator
from functools import cache, reduce
from typing import Any

import jsonschema
import pytest

from api.description.tags import TAGS
from api.problems.catalogue import KINDS
from api.v1.schema import openapi_file

Json = dict[str, Any]
ALWAYS = {"400", "401", "414", "429", "503"}


@cache
def spec() -> Json:
    found: Json = json.loads(openapi_file())
    return found


def operations() -> dict[str, Json]:
    return {one["operationId"]: one for methods in spec()["paths"].values() for one in methods.values()}


def resolved(node: Json) -> Json:
    """The node itself, or what it refers to."""
    if "$ref" not in node:
        return node
    found: Json = reduce(lambda inner, name: inner[name], node["$ref"].removeprefix("#/").split("/"), spec())
    return found


def nodes(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for value in inner:
        yield from nodes(value)


def answers() -> Iterator[tuple[str, str, Json]]:
    for name, operation in operations().items():
        for status, answer in operation["responses"].items():
            yield name, status, resolved(answer)


def test_every_reference_leads_somewhere() -> None:
    references = [node for node in nodes(spec()) if "$ref" in node]

    assert len(references) > 500
    assert all(resolved(node) for node in references)


@pytest.mark.parametrize("name", operations())
def test_every_operation_has_a_room_and_says_what_may_always_go_wrong(name: str) -> None:
    operation = operations()[name]

    assert operation["summary"]
    assert set(operation["tags"]) < set(TAGS)
    assert operation["responses"].keys() >= ALWAYS


def test_every_room_is_used() -> None:
    assert {tag for operation in operations().values() for tag in operation["tags"]} == set(TAGS)


def test_every_answer_says_its_headers() -> None:
    for name, status, answer in answers():
        assert {"X-Request-ID", "Cache-Control", "RateLimit"} <= answer["headers"].keys(), (name, status)


def test_every_refusal_shows_each_of_its_codes() -> None:
    by_code = {kind.code: kind.status for kind in KINDS}

    for name, status, answer in answers():
        if status.startswith(("4", "5")):
            shown = answer["content"]["application/problem+json"]["examples"]
            assert {by_code[code] for code in shown} == {int(status)}, name


def test_every_link_asks_an_operation_for_a_parameter_that_it_has() -> None:
    links = [link for _, _, answer in answers() for link in answer.get("links", {}).values()]

    assert len(links) > 20
    for link in links:
        assert link["parameters"].keys() <= {one["name"] for one in operations()[link["operationId"]]["parameters"]}


def test_every_example_has_the_shape_that_is_promised() -> None:
    contents = [content for *_, answer in answers() for content in answer.get("content", {}).values()]
    shown = [(content["schema"], one) for content in contents for one in content.get("examples", {}).values()]

    assert len(shown) > 200
    for schema, example in shown:
        whole = schema | {"components": spec()["components"]}
        jsonschema.validate(resolved(example)["value"], whole, jsonschema.Draft202012Validator)


def test_who_needs_a_key_says_so() -> None:
    needing = {name for name, one in operations().items() if one["security"] == [{"partnerKey": []}]}

    assert needing == {name for name, one in operations().items() if one["tags"] == ["Partners"]}
