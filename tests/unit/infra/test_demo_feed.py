"""The answer of a sync in words for people."""

from pathlib import Path

from infra.demo.feed import finding_lines, headline, read_answer


def test_the_headline_says_outcome_reason_numbers_and_what_they_mean() -> None:
    answer = {"outcome": "awaiting_release", "reason": "suspicious", "counts": {"funds": 920, "documentsGone": 98}}

    line = headline(answer, code=30)

    assert line.startswith("awaiting release (suspicious): 920 funds, 98 documents gone — ")
    assert "people decide" in line


def test_only_the_first_findings_are_shown_and_the_rest_counted() -> None:
    findings = [{"severity": "hold", "code": f"rule.{number}", "message": "No."} for number in range(7)]

    lines = finding_lines({"findings": findings})

    assert len(lines) == 6
    assert lines[0].strip() == "hold rule.0: No."
    assert lines[-1].strip() == "… and 2 more"


def test_a_run_that_printed_nothing_still_has_a_headline(tmp_path: Path) -> None:
    answer = read_answer(tmp_path / "missing.json")

    assert headline(answer, code=1).startswith("no outcome — the run failed unexpectedly")
