"""The report for a terminal."""

from collections.abc import Iterator

from ..records.changes import Measure
from ..records.findings import Finding, Severity
from .report import Report
from .words import COUNTS, MEASURES, SEVERITIES, ending, printable, scope

MAX_SHOWN = 100  # findings of one severity; beyond that a person wants the page or the JSON


def text(report: Report) -> str:
    """The report as lines."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    end = ending(report)
    yield f"{end.word.upper()}: {printable(report.summary)}"
    yield ""
    name, day = printable(report.delivery_id) or "name unknown", report.content_date or "an unknown day"
    yield f"  Delivery   {name}, content of {day}"
    yield f"  Directory  {printable(report.directory)}"
    yield f"  Against    {printable(scope(report))}"
    for severity in Severity:
        yield from _section(severity, report.of(severity))
    if report.counts:
        yield from ("", "Counts")
        yield from (f"  {count:>9,}  {COUNTS.get(name, name)}" for name, count in report.counts.items())
    if report.measures:
        yield from ("", "Limits (the operators may have agreed on others with you)")
        yield from (_measure(measure) for measure in report.measures)
    yield from ("", end.consequence, f"What to do: {end.advice}")


def _section(severity: Severity, findings: tuple[Finding, ...]) -> Iterator[str]:
    if not findings:
        return
    heading, meaning = SEVERITIES[severity]
    yield from ("", f"{heading} ({len(findings):,}). {meaning}")
    for finding in findings[:MAX_SHOWN]:
        yield from _finding(finding)
    if len(findings) > MAX_SHOWN:
        yield f"  … and {len(findings) - MAX_SHOWN:,} more: --format html or --format json shows them"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  {finding.code}: {printable(finding.message)}"
    facts = {
        "at": f"{finding.file} {finding.pointer}".strip(),
        "about": finding.subject,
        "received": finding.received,
        "expected": finding.expected,
        "last good": finding.last_good,
    }
    yield from (f"      {name:9} {printable(value)}" for name, value in facts.items() if value)


def _measure(measure: Measure) -> str:
    mark = "!" if measure.is_tripped else " "
    told = f"{mark} {measure.count:>9,}  {MEASURES.get(measure.name, measure.name)} ({measure.share:.1%})"
    if not measure.limit:
        return told
    return f"{told}, limit {measure.limit.count:,} and {measure.limit.share:.1%}"
