"""Values of an event in words; of a stream of blocks those that differ, each with its type and its text."""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.utils.html import strip_tags

from cms.facts.wording import moment

NOTHING: Final = "nothing"


def in_words(before: Any, after: Any) -> tuple[str, str]:
    """Both values as a reader has them."""
    was, becomes = _blocks(before), _blocks(after)
    if was is None or becomes is None or not (was or becomes):
        told = _text(before), _text(after)
        is_fraction = told[0] == told[1] != NOTHING  # of a second: then both as they were written
        return (str(before), str(after)) if is_fraction else told
    return _together(was, without=becomes), _together(becomes, without=was)


def _text(value: Any) -> str:
    if value in (None, "", "[]"):
        return NOTHING
    return moment(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _together(blocks: list[str], *, without: list[str]) -> str:
    return "; ".join(block for block in blocks if block not in without) or NOTHING


def _blocks(value: Any) -> list[str] | None:
    """Each block as “type: text”; an empty list for nothing; None for what is no stream of blocks."""
    if value in (None, "", []):
        return []
    try:
        stream = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None
    if not isinstance(stream, list) or not all(map(_is_block, stream)):
        return None
    return [f"{block['type'].replace('_', ' ')}: {', '.join(_leaves(block['value']))}" for block in stream]


def _is_block(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("type"), str) and "value" in one


def _leaves(value: Any) -> Iterator[str]:
    """The texts of a block, those of blocks inside it too; ids of blocks say nothing."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "id" or "type" not in value:
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner["value"] if _is_block(inner) else inner)
    elif value not in (None, ""):
        yield strip_tags(str(value)).strip()
