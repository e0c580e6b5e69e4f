"""Dry runs for a terminal."""

from collections.abc import Iterator

from ..records.differences import Difference, FieldChange, Kind, Preview
from ..records.findings import Finding
from .words import HEADINGS, as_json_text

MOST_SHOWN = 50  # of one kind, and findings; --json has them all
MOST_CHARACTERS = 100
WOULD = {
    "applied": "would be applied",
    "unchanged": "would change nothing",
    "halted": "would halt",
    "awaiting_release": "would be held back",
    "rolled_back": "would be gone back to",
}


def preview_as_text(preview: Preview) -> str:
    """The dry run as lines."""
    return "\n".join(_printable(line) for line in _lines(preview))


def _lines(preview: Preview) -> Iterator[str]:
    why = f" ({preview.reason.value.replace('_', ' ')})" if preview.reason else ""
    yield f"{preview.delivery} {WOULD[preview.outcome]}{why}, compared with what is public now. Nothing was written."
    yield preview.summary
    for codes, what in zip(preview.types_since, ("came into use", "were retired"), strict=True):
        if codes:
            yield f"Document types that {what} since that run: {', '.join(codes)}."
    if preview.findings:
        yield from ("", f"Findings ({len(preview.findings):,})")
        yield from (_finding(one) for one in preview.findings[:MOST_SHOWN])
        yield from _more(len(preview.findings))
    if preview.measures:
        yield from ("", "Measured")
        for measure in preview.measures:
            limit = f", limit {measure.limit.count:,} and {measure.limit.share:.1%}" if measure.limit else ""
            mark = "!" if measure.is_tripped else " "
            yield f"{mark} {measure.count:>9,}  {measure.name} ({measure.share:.1%}){limit}"
    for kind in Kind:
        yield from _section(kind, list(preview.of(kind)))


def _finding(finding: Finding) -> str:
    return f"  {finding.severity:4} {finding.code}: {finding.message} [{finding.file}{finding.pointer}]"


def _section(kind: Kind, differences: list[Difference]) -> Iterator[str]:
    if not differences:
        return
    yield from ("", f"{HEADINGS[kind]} ({len(differences):,})")
    for difference in differences[:MOST_SHOWN]:
        yield f"  {difference.subject}  {difference.name}".rstrip()
        yield from (f"      {_told(field)}" for field in difference.fields)
    yield from _more(len(differences))


def _more(count: int) -> Iterator[str]:
    if count > MOST_SHOWN:
        yield f"  … and {count - MOST_SHOWN:,} more: --json shows them"


def _told(field: FieldChange) -> str:
    isin = f" ({field.isin})" if field.isin else ""
    return f"{field.pointer}{isin}: {_short(field.old)} → {_short(field.new)}"


def _short(value: object) -> str:
    text = as_json_text(value) or "nothing"
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _printable(line: str) -> str:
    """Without control characters: the provider's text must not steer the terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in line)
