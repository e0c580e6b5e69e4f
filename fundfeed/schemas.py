"""The JSON Schemas of the three manifests, made from the types that the feed itself reads with.

They say what a record's shape may be, tolerated spellings included. What goes beyond shapes (check digits, rules
between records and files) only the check of a whole delivery knows.
"""

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from .records.delivery import DEAUTHORISED, DOCUMENT, INDEX
from .records.feed import DeauthorisationRecord, DocumentRecord, FundRecord
from .stages.head import Head
from .stages.spelling import BOOLEANS, LANGUAGE_MAPS
from .stages.wording import FORMS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DEFINITIONS = "#/$defs/{name}"
MANIFESTS: Mapping[str, tuple[str, type[Struct]]] = {
    INDEX: ("funds", FundRecord),
    DOCUMENT: ("documents", DocumentRecord),
    DEAUTHORISED: ("deauthorised", DeauthorisationRecord),
}
# Spelled out because many validators read `format` as a mere remark.
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2})"
TIMES = {"date": f"^{DATE}$(?!\\n)", "date-time": f"^{DATE}[Tt ]{TIME}$(?!\\n)"}
# What the reader asks of the envelope after decoding it (section 2 of the contract).
HEAD_RULES = {"schemaVersion": {"pattern": r"^(1(\.[^\x00]*)?)?$(?!\n)"}, "dataOperation": {"const": "FULL"}}
YES_NO = {"type": "string", "pattern": r"^([Yy][Ee][Ss]|[Nn][Oo])$(?!\n)"}
NULL = {"type": "null"}

Json = dict[str, Any]


def files() -> dict[str, str]:
    """Name and content of each published schema."""
    return {
        name.replace(".json", ".schema.json"): json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
        for name in MANIFESTS
    }


def schema(manifest: str) -> Json:
    """The schema of `index.json`, `document.json` or `deauthorised.json`: an envelope, or the bare list of records."""
    key, record = MANIFESTS[manifest]
    _, heads = msgspec.json.schema_components([Head], ref_template=DEFINITIONS)
    _, records = msgspec.json.schema_components([record], ref_template=DEFINITIONS)
    item = {"$ref": DEFINITIONS.format(name=record.__name__)}
    head = heads.pop("Head")
    stated = {name: rules | HEAD_RULES.get(name, {}) for name, rules in head["properties"].items()}
    tolerant = {name: _tolerant(definition) for name, definition in records.items()}
    return {
        "$schema": DIALECT,
        "title": manifest,
        "description": f"Section 2 of the feed contract: an envelope with `{key}`, or the list alone.",
        "type": ["object", "array"],
        "properties": _plain(stated | {key: {"type": "array", "items": item}}),
        "required": [key],
        "items": item,
        "$defs": _plain({**heads, **tolerant}),
    }


def _tolerant(definition: Json) -> Json:
    """The definition with the spellings that the reader takes for the same value; null is as good as absent."""
    required = frozenset(definition["required"])
    properties = {
        name: _spelled(name, rules) if name in required else _nullable(_spelled(name, rules))
        for name, rules in definition["properties"].items()
    }
    return definition | {"properties": properties}


def _spelled(name: str, rules: Json) -> Json:
    if name in LANGUAGE_MAPS:
        return _with_alternatives(rules, _text_of(rules))
    return _with_alternatives(rules, YES_NO) if name in BOOLEANS else rules


def _text_of(rules: Json) -> Json:
    """A plain string, which stands for the English text of a language map."""
    language_map = next(option for option in rules.get("anyOf", [rules]) if option.get("type") == "object")
    text: Json = language_map["additionalProperties"]
    language_map["additionalProperties"] = _nullable(text)
    return text


def _nullable(rules: Json) -> Json:
    return rules if NULL in rules.get("anyOf", []) else _with_alternatives(rules, NULL)


def _with_alternatives(rules: Json, *others: Json) -> Json:
    default = {"default": rules["default"]} if "default" in rules else {}
    options = rules.get("anyOf") or [{name: value for name, value in rules.items() if name != "default"}]
    return {"anyOf": [*options, *others], **default}


def _plain(value: Any) -> Any:
    """The same rules, with times and patterns spelled out, and without defaults that say nothing."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    rules = {name: _plain(item) for name, item in value.items() if name != "default" or item}
    if form := TIMES.get(str(rules.get("format"))):
        return rules | {"pattern": form}
    if meaning := FORMS.get(str(rules.get("pattern"))):
        return rules | {"description": meaning}
    return rules
