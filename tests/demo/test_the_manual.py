"""Every procedure of the manuals, walked as it is written: a screen, a command or a mail that differs fails here."""

import pytest

from tests.demo import test_decisions_about_facts
from tests.demo.manual import procedures
from tests.demo.walking import Walk

pytestmark = [pytest.mark.demo, pytest.mark.browser]
PAGES = ("normal-operation.md", "contingency.md")
ELSEWHERE = test_decisions_about_facts.WALKED  # with what they change in the API beside them
PROCEDURES = [(page, heading) for page in PAGES for heading in procedures(page) if heading not in ELSEWHERE]


@pytest.mark.parametrize(("page", "heading"), PROCEDURES, ids=[heading for _, heading in PROCEDURES])
def test_a_procedure_is_as_the_manual_says(page: str, heading: str, walk: Walk) -> None:
    walk.go(procedures(page)[heading])
