"""What a proposed decision would do to the public record, for both people to see before they decide."""

from collections import Counter
from typing import Any

from cms.facts.links import Person
from fundfeed.differences.words import HEADINGS
from fundfeed.models import Delivery
from fundfeed.records.differences import Preview
from fundfeed.services import preview

from . import changes, story, words


def differences_for(delivery: Delivery | None, *, user: Person) -> dict[str, Any]:
    """A dry run of the delivery against what is public now; nothing is written."""
    if delivery is None:
        return {"report": None}
    report = preview(delivery=delivery)
    return {
        "report": report,
        "outcome": words.outcome(report.outcome),
        "measures": story.measured(report.measures),
        "kinds": _kinds(report),
        "total": len(report.differences),
        "rows": changes.rows_of(report.differences[: changes.MAX_ROWS], user=user),
        "findings": [(words.severity(finding.severity), finding) for finding in report.findings[: changes.MAX_ROWS]],
    }


def _kinds(report: Preview) -> list[tuple[str, int]]:
    counted = Counter(difference.kind for difference in report.differences)
    return [(HEADINGS[kind], count) for kind, count in counted.items()]
