"""The provider's guide shows a delivery that the feed accepts, and names every ending and exit code."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from fundfeed.records.delivery import MANIFESTS
from fundfeed.records.findings import EXIT_CODES
from fundfeed.stages.vocabulary import vocabulary
from fundfeed.validator import check
from fundfeed.validator.words import ENDINGS, TROUBLES
from infra.deliveries import write_check

GUIDE = (Path(__file__).parents[3] / "docs" / "feed" / "README.md").read_text(encoding="utf-8")
AT = datetime(2026, 11, 19, tzinfo=UTC)


def test_the_delivery_of_the_guide_is_acceptable_but_for_its_pdf(tmp_path: Path) -> None:
    shown = dict(re.findall(r"^```json (\S+)\n(.+?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
    assert shown.keys() - {"names.json"} == set(MANIFESTS)
    for name, content in shown.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        write_check(tmp_path / name)

    report = check(tmp_path, at=AT)

    assert (report.conclusion, [finding.code for finding in report.findings]) == ("acceptable", ["document.pending"])
    assert report.findings[0].file == json.loads(shown["document.json"])["documents"][0]["fileName"]


def test_the_guide_names_every_ending_with_its_exit_code() -> None:
    named = {(word, int(code)) for code, word in re.findall(r"^\| (\d+) \| \*\*(.+?)\*\* \|", GUIDE, re.MULTILINE)}

    assert named == {(end.word, EXIT_CODES[reason]) for reason, end in TROUBLES.items()} | {
        (end.word, 0) for end in ENDINGS.values()
    }


def test_the_mapping_of_the_guide_is_understood() -> None:
    (shown,) = re.findall(r"^```json names.json\n(.+?)^```$", GUIDE, re.MULTILINE | re.DOTALL)

    words = vocabulary(json.loads(shown))

    assert ("codeIsin", "isin", "funds.shareClasses") in words.names()
    assert ("AGREE", "authorised", "funds.authorisationStatus") in words.values()
