"""The report as one page that needs nothing else: to read, to print, to mail to a colleague."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template

from ..records.changes import Measure
from ..records.findings import Finding, Severity
from .report import Report
from .words import COUNTS, MEASURES, SEVERITIES, ending, printable, scope

MAX_SHOWN = 2000  # findings of one severity; a larger page is no longer read
HERE = Path(__file__).parent


def page(report: Report) -> str:
    """The report as HTML."""
    end = ending(report)
    return Template((HERE / "page.html").read_text(encoding="utf-8")).substitute(
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        kind=end.word.replace(" ", "-"),
        word=_safe(end.word),
        delivery=_safe(report.delivery_id or "without a name"),
        summary=_safe(report.summary),
        consequence=_safe(end.consequence),
        advice=_safe(end.advice),
        facts=_facts(_head(report)),
        sections="\n".join(_sections(report)),
    )


def _head(report: Report) -> dict[str, str]:
    return {
        "Content of": str(report.content_date or "no date"),
        "Checked": report.checked_at.isoformat(sep=" ", timespec="minutes"),
        "Directory": report.directory,
        "Compared with": scope(report),
    }


def _sections(report: Report) -> Iterator[str]:
    for severity in Severity:
        if findings := report.of(severity):
            yield _findings(severity, findings)
    if report.counts:
        counts = [(COUNTS.get(name, name), f"{count:,}") for name, count in report.counts.items()]
        yield _table("What the delivery holds and changes", "Counts", ("What", "How many"), counts)
    if report.measures:
        caption = "The delivery is held back when both the number and the share are above their limits. "
        caption += "The operators may have agreed on others with you."
        yield _table("Limits", caption, ("What", "Number", "Share", "Limit"), map(_measure, report.measures))
    if report.files:
        files = [(file.name, f"{file.size:,}", file.sha256) for file in report.files]
        yield _table("Files", "As they were checked", ("Name", "Bytes", "SHA-256"), files)


def _findings(severity: Severity, findings: Sequence[Finding]) -> str:
    heading, meaning = SEVERITIES[severity]
    items = "\n".join(_finding(severity, number, finding) for number, finding in enumerate(findings[:MAX_SHOWN], 1))
    rest = len(findings) - MAX_SHOWN
    more = f"<p>… and {rest:,} more: --format json shows them.</p>" if rest > 0 else ""
    return _section(f"{heading} ({len(findings):,})", f'<p>{meaning}</p>\n<ol class="findings">\n{items}\n</ol>{more}')


def _finding(severity: Severity, number: int, finding: Finding) -> str:
    facts = {
        "Rule": finding.code,
        "File": finding.file,
        "Place": finding.pointer,
        "About": finding.subject,
        "Received": finding.received,
        "Expected": finding.expected,
        "Last good value": finding.last_good,
    }
    told = _facts({name: value for name, value in facts.items() if value})
    return f'<li id="{severity}-{number}"><p>{number}. {_safe(finding.message)}</p>\n<dl>\n{told}\n</dl></li>'


def _facts(facts: dict[str, str]) -> str:
    return "\n".join(f'<dt>{name}</dt><dd class="value">{_safe(value)}</dd>' for name, value in facts.items())


def _measure(measure: Measure) -> tuple[str, ...]:
    limit = f"{measure.limit.count:,} and {measure.limit.share:.1%}" if measure.limit else "none"
    name = MEASURES.get(measure.name, measure.name)
    told = f"{name} (above the limit)" if measure.is_tripped else name
    return told, f"{measure.count:,}", f"{measure.share:.1%}", limit


def _table(heading: str, caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "\n".join(_row(row) for row in rows)
    table = (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )
    scrolling = f'<div class="table" tabindex="0" role="region" aria-label="{heading}">'
    return _section(heading, f"{scrolling}\n{table}\n</div>")


def _row(cells: Sequence[str]) -> str:
    name, *values = map(_safe, cells)
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{value}</td>" for value in values)}</tr>'


def _section(heading: str, content: str) -> str:
    return f"<section>\n<h2>{heading}</h2>\n{content}\n</section>"


def _safe(text: str) -> str:
    return escape(printable(text))
