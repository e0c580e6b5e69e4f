"""What docs/api/funds.md shows as answers are the answers."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from infra.deliveries import Delivery

GUIDE = Path(__file__).parents[3] / "docs" / "api" / "funds.md"
EXAMPLE = re.compile(r"curl -s 'http://127\.0\.0\.1:8000([^']+)'\n```\n\n```json\n(.+)\n```")
EXAMPLES = EXAMPLE.findall(GUIDE.read_text())


@pytest.mark.parametrize(("address", "answer"), EXAMPLES, ids=[address for address, _ in EXAMPLES])
def test_an_example_of_the_guide_is_answered_as_it_says(public_record: Delivery, address: str, answer: str) -> None:
    assert Client().get(address).json() == json.loads(answer)


def test_the_guide_has_examples() -> None:
    assert len(EXAMPLES) == GUIDE.read_text().count("curl") == 4
