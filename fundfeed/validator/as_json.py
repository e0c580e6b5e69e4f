"""The report for programs: the keys of `sync_feed --json`, and what only a check knows."""

import json
from typing import Any

import msgspec

from ..records.findings import FINDING_FIELDS, Finding
from .report import Report


def as_json(report: Report) -> str:
    """The report as one JSON object."""
    return json.dumps(_content(report), ensure_ascii=False, indent=2)


def _content(report: Report) -> dict[str, Any]:
    return {
        "delivery": report.delivery_id or None,
        "outcome": report.conclusion.value,
        "reason": report.reason.value if report.reason else None,
        "summary": report.summary,
        "findings": [_finding(finding) for finding in report.findings],
        "counts": dict(report.counts),
        "verdict": msgspec.to_builtins(report.measures),
        "content_date": report.content_date.isoformat() if report.content_date else None,
        "directory": report.directory,
        "against": report.against or None,
        "checked_at": report.checked_at.isoformat(),
        "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in report.files],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {name: str(getattr(finding, name)) for name in FINDING_FIELDS}
