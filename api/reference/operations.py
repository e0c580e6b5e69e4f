"""What a page says of one operation, read from the OpenAPI file."""

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

Json = dict[str, Any]
_KINDS: Final = {"string": "text", "integer": "whole number", "boolean": "true or false"}
_METHODS_TO_TRY: Final = ("get",)
_A_KEY: Final = "frk_…"


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter: where it stands, what it takes, and an example."""

    name: str
    place: str
    kind: str
    accepted: tuple[str, ...]
    is_required: bool
    description: str
    example: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer: its status and form, the names in it, and an example."""

    status: str
    description: str
    media: str
    asked: str
    example: str


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why an operation may refuse: status, codes and reason."""

    status: str
    codes: tuple[str, ...]
    description: str


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method at one address."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    needs_key: bool
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]
    refusals: tuple[Refusal, ...]
    leads_to: tuple[tuple[str, str], ...]
    example: str
    curl: str
    can_be_tried: bool


def operation(spec: Json, path: str, method: str, *, host: str) -> Operation:
    """The operation as its page says it; `host` stands in its example."""
    found = spec["paths"][path][method]
    responses = {status: _resolved(spec, one) for status, one in found["responses"].items()}
    parameters = tuple(_parameter(one) for one in found.get("parameters", []))
    needs_key = found["security"] == [{"partnerKey": []}]
    example = _address(path, parameters)
    return Operation(
        name=found["operationId"],
        method=method.upper(),
        path=path,
        summary=found["summary"],
        description=found.get("description", ""),
        needs_key=needs_key,
        parameters=parameters,
        answers=tuple(_answer(status, one) for status, one in responses.items() if status < "4"),
        refusals=tuple(_refusal(status, one) for status, one in responses.items() if status >= "4"),
        leads_to=_leads_to(spec, responses),
        example=example,
        curl=_curl(f"{host}{example}", method, needs_key=needs_key),
        can_be_tried=method in _METHODS_TO_TRY and not needs_key and "{" not in example,
    )


def _resolved(spec: Json, node: Json) -> Json:
    for name in node["$ref"].removeprefix("#/").split("/") if "$ref" in node else ():
        spec = spec[name]
    return spec if "$ref" in node else node


def _parameter(found: Json) -> Parameter:
    shape = found["schema"].get("items", found["schema"])
    is_list = found["schema"].get("type") == "array"
    examples = [one["value"] for one in found.get("examples", {}).values()] or [found.get("example", "")]
    example = examples[0]
    return Parameter(
        name=found["name"],
        place=found["in"],
        kind=_kind(shape) + (", as often as needed" if is_list else ""),
        accepted=tuple(map(str, shape.get("enum", ()))),
        is_required=found.get("required", False),
        description=found.get("description", ""),
        example=str(example[0] if isinstance(example, list) else example),
    )


def _kind(shape: Json) -> str:
    if "enum" in shape:
        return "one of"
    if shape.get("format") == "date":
        return "day"
    kind = _KINDS[shape["type"]]
    return f"{kind}, {shape['minimum']} to {shape['maximum']}" if "maximum" in shape else kind


def _answer(status: str, found: Json) -> Answer:
    contents: Json = found.get("content", {"": {}})
    content = contents.get("application/json", next(iter(contents.values())))
    example = next(iter(content.get("examples", {}).values()), None)
    return Answer(
        status=status,
        description=found["description"],
        media=" or ".join(sorted(contents)),
        asked=example["summary"] if example else "",
        example=json.dumps(example["value"], indent=2, ensure_ascii=False) if example else "",
    )


def _refusal(status: str, found: Json) -> Refusal:
    codes = tuple(next(iter(found["content"].values()))["examples"])
    return Refusal(status=status, codes=codes, description=found["description"])


def _leads_to(spec: Json, responses: Json) -> tuple[tuple[str, str], ...]:
    summaries = {one["operationId"]: one["summary"] for methods in spec["paths"].values() for one in methods.values()}
    targets = [link["operationId"] for one in responses.values() for link in one.get("links", {}).values()]
    return tuple((target, summaries[target]) for target in dict.fromkeys(targets))


def _address(path: str, parameters: tuple[Parameter, ...]) -> str:
    """The path with its examples; a name in braces stays where there is none."""
    for one in parameters:
        if one.place == "path" and one.example:
            path = path.replace(f"{{{one.name}}}", quote(one.example, safe=""))
    needed = {
        one.name: one.example or f"{{{one.name}}}" for one in parameters if one.place == "query" and one.is_required
    }
    return f"{path}?{urlencode(needed, safe='{}')}" if needed else path


def _curl(address: str, method: str, *, needs_key: bool) -> str:
    words = ["curl -s"]
    words += ["-X POST"] if method == "post" else []
    words += [f"-H 'Authorization: Bearer {_A_KEY}'"] if needs_key else []
    return " ".join([*words, f"'{address}'"])
