"""The table of attempts in the manual is the list of these tests."""

import re
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "four-eyes.md"


def test_each_attempt_has_its_line_and_each_line_its_test() -> None:
    told = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    others = [path.read_text() for path in HERE.glob("test_*.py") if path != Path(__file__)]

    made = {name for text in others for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}

    assert (made - told, told - made) == (set(), set())
