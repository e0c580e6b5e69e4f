"""One report, three forms: lines for a terminal, an object for programs, a page to mail."""

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fundfeed.validator import Report, check
from fundfeed.validator.as_html import page
from fundfeed.validator.as_json import as_json
from fundfeed.validator.as_text import MAX_SHOWN, text
from infra.deliveries import demo_delivery, small_delivery

from .conftest import Write

AT = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e"


@pytest.fixture
def report(write: Write) -> Report:
    """Two records held, one of them with a hostile value, and a document that isn't there."""
    delivery = small_delivery()
    delivery.funds[0]["authorisationStatus"] = HOSTILE
    delivery.funds[1]["shareClasses"][0]["isin"] = "IE00B4L5Y984"
    delivery.files.popitem()
    return check(write(delivery), at=AT)


class Outline(HTMLParser):
    """What a page consists of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def test_the_text_groups_findings_by_what_they_do(report: Report) -> None:
    lines = text(report).splitlines()

    assert lines[0] == "ACCEPTABLE: The delivery would be published; 2 findings to correct, 1 warning."
    assert [line.split(".")[0] for line in lines if line.startswith(("Held back", "Warnings"))] == [
        "Held back (2)",
        "Warnings (1)",
    ]
    assert "      at        index.json /funds/1/shareClasses/0/isin" in lines
    assert "      received  IE00B4L5Y984" in lines


def test_no_value_commands_the_terminal(report: Report) -> None:
    told = text(report)

    assert "\\x1b[31m\\u202e" in told
    assert all(line.isprintable() for line in told.splitlines())


def test_a_flood_of_findings_doesn_t_flood_the_terminal(write: Write) -> None:
    delivery = demo_delivery(1, funds=MAX_SHOWN + 7, pdfs=False)
    for fund in delivery.funds:
        fund["fundDomicileAlpha2"] = "XX"

    told = text(check(write(delivery), at=AT))

    assert told.count("fund.domicile:") == MAX_SHOWN
    assert "… and 7 more" in told


def test_the_json_has_the_keys_of_a_run_s_report(report: Report) -> None:
    told = json.loads(as_json(report))

    assert (told["delivery"], told["outcome"], told["reason"]) == ("DEMO-20261118-01", "acceptable", None)
    assert told["findings"][-1]["code"] == "document.pending"
    assert list(told["findings"][0]) == [
        "code", "severity", "file", "pointer", "subject", "message", "received", "expected", "last_good",
    ]  # fmt: skip
    assert {measure["name"] for measure in told["verdict"]} >= {"held", "added", "empty"}
    assert [file["name"] for file in told["files"]][:2] == ["index.json.check", "index.json"]


def test_the_page_needs_nothing_else(report: Report) -> None:
    outline = Outline(page(report))

    assert outline.named("script", "link", "img", "iframe", "object") == []
    assert not any({"src", "href", "style", "onclick"} & attributes.keys() for _, attributes in outline.tags)
    assert "url(" not in outline.words
    assert "@import" not in outline.words


def test_the_page_shows_hostile_values_as_text(report: Report) -> None:
    html = page(report)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[31m\\u202e" in html
    assert "<script" not in html


def test_the_page_can_be_read_without_seeing_it(report: Report) -> None:
    outline = Outline(page(report))

    assert outline.named("html") == [{"lang": "en"}]
    assert len(outline.named("h1")) == len(outline.named("main")) == 1
    assert len(outline.named("caption")) == len(outline.named("table")) == 3
    assert all(attributes.get("scope") in ("row", "col") for attributes in outline.named("th"))
    assert "light dark" in outline.words
    assert "@media print" in outline.words


def test_the_page_says_everything_that_the_text_says(report: Report) -> None:
    words = Outline(page(report)).words

    for finding in report.findings:
        assert finding.code in words
        assert finding.pointer in words
        assert finding.expected in words
    assert "What to do:" in words


def test_a_halted_delivery_has_a_page_too(tmp_path: Path) -> None:
    words = Outline(page(check(tmp_path, at=AT))).words

    assert "not delivered" in words
    assert "Delivery without a name" in words
