"""`python -m tests.factories.client_types`: writes the types of answers into the client of the docs.

They are made of the API's description, so that neither says anything that the other doesn't.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
CLIENT: Final = ROOT / "docs/clients/fund_repository.py"
DESCRIPTION: Final = ROOT / "frontend/openapi.json"
MARK: Final = "# What the API answers, made of its description (`make openapi`); a test compares them.\n"
ANSWERS: Final = (
    *("Status", "FundDetail", "FundProfile", "FundSummary", "Resolved", "VersionEntry", "Provenance"),
    *("DocumentPublication", "Verification", "Change", "BulkSetEntry", "NewsItem"),
)
PLAIN: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
WIDE, IN = 118, "    "
Schema = dict[str, Any]


def written() -> str:
    """The client as it should be."""
    kept, mark, _ = CLIENT.read_text().partition(MARK)
    return _formatted(f"{kept}{mark}\n\n{types()}")


def types() -> str:
    """A `TypedDict` for each answer, after those that it is made of."""
    schemas: dict[str, Schema] = json.loads(DESCRIPTION.read_text())["components"]["schemas"]
    return "\n\n".join(_type(name, schemas) for name in _in_order(ANSWERS, schemas, set()))


def _formatted(text: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(CLIENT), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout  # noqa: S603 - ours


def _in_order(names: Any, schemas: dict[str, Schema], seen: set[str]) -> Iterator[str]:
    for name in names:
        if name not in seen:
            seen.add(name)
            yield from _in_order(_references(schemas[name]), schemas, seen)
            if "properties" in schemas[name]:
                yield name


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
        node = [value for key, value in node.items() if key != "discriminator"]
    if isinstance(node, list):
        for one in node:
            yield from _references(one)


def _type(name: str, schemas: dict[str, Schema]) -> str:
    schema = schemas[name]
    said = schema["description"].splitlines()[0]
    lines = [f"class {name}(TypedDict):", *wrap(f'"""{said}"""', WIDE, initial_indent=IN, subsequent_indent=IN), ""]
    for key, value in schema["properties"].items():
        said = _annotation(value, schemas)
        lines.append(f"    {key}: {said if key in schema['required'] else f'NotRequired[{said}]'}")
    return "\n".join(lines) + "\n"


def _annotation(schema: Schema, schemas: dict[str, Schema]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name if "properties" in schemas[name] else _annotation(schemas[name], schemas)
    if "anyOf" in schema:
        return " | ".join(_annotation(one, schemas) for one in schema["anyOf"])
    if "enum" in schema:
        return f"Literal[{', '.join(map(repr, schema['enum']))}]"
    return _container(schema, schemas) or PLAIN[schema["type"]]


def _container(schema: Schema, schemas: dict[str, Schema]) -> str:
    if schema.get("type") == "array":
        return f"list[{_annotation(schema['items'], schemas) if schema.get('items') else 'Any'}]"
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return f"dict[str, {_annotation(inner, schemas) if isinstance(inner, dict) and inner else 'Any'}]"
    return "" if "type" in schema else "Any"


if __name__ == "__main__":
    CLIENT.write_text(written())
