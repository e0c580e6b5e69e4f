"""Differences and dry runs for programs."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ..records.differences import Difference, Preview
from ..records.findings import FINDING_FIELDS


def preview_as_json(preview: Preview) -> str:
    """A dry run as one JSON object, with the keys of `sync_feed --json` and what only a dry run knows."""
    content = {
        "run": preview.run,
        "provider": preview.provider,
        "delivery": preview.delivery,
        "content_date": preview.content_date.isoformat() if preview.content_date else None,
        "is_roll_back": preview.is_roll_back,
        "outcome": preview.outcome.value,
        "reason": preview.reason.value if preview.reason else None,
        "summary": preview.summary,
        "findings": [{name: str(getattr(one, name)) for name in FINDING_FIELDS} for one in preview.findings],
        "counts": dict(preview.counts),
        "verdict": msgspec.to_builtins(preview.measures),
        "differences": as_builtins(preview.differences),
        "document_types": list(preview.document_types),
        "document_types_of_the_run": list(preview.types_of_the_run),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def run_as_json(run: Mapping[str, Any], differences: Iterable[Difference]) -> str:
    """What a run changed as one JSON object; `run` says which it was and how it ended."""
    return json.dumps({**run, "differences": as_builtins(differences)}, ensure_ascii=False, indent=2)


def as_builtins(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    """Differences as lists and dictionaries."""
    return [msgspec.to_builtins(difference) for difference in differences]
