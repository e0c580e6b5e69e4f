"""Followers and webhooks are told the same changes, by one table."""

from pathlib import Path
from typing import Any

import pytest

from cms.content.answers import CONTENT_KINDS
from cms.partners.events import LABELS, WORDS_EVENTS, WordsType, types_of
from fundfeed.records.following import CHANGE_KINDS, EVENTS, EventType
from fundfeed.stages.told import Told
from tests.factories.scratch import ROOT

CASES: dict[str, tuple[tuple[Any, ...], tuple[str, ...], list[str]]] = {
    "first": (("published", "documentPublished"), (), ["fund.published", "fund.documents_changed"]),
    "notice": (
        ("documentPublished", "noticePublished"),
        ("documents",),
        ["fund.notice_published", "fund.documents_changed"],
    ),
    "announced": (("toBeDeauthorised", "changed"), ("deauthorisation",), ["fund.deauthorised", "fund.changed"]),
    "archived": (("changed",), ("documents",), ["fund.documents_changed"]),
    "renamed": (("changed",), ("legalFundNameOnly",), ["fund.changed"]),
}


@pytest.mark.parametrize(("kinds", "fields", "events"), CASES.values(), ids=CASES.keys())
def test_the_most_telling_event_comes_first(kinds: Any, fields: tuple[str, ...], events: list[str]) -> None:
    assert list(types_of(Told(kinds=kinds, fields=fields, documents=()))) == events


def test_every_kind_has_an_event_and_every_event_a_label() -> None:
    assert set(EVENTS) == set(CHANGE_KINDS)
    assert set(WORDS_EVENTS) == set(CONTENT_KINDS)
    assert {*EVENTS.values(), *WORDS_EVENTS.values()} == {*EventType, *WordsType} == set(LABELS)


def test_the_guide_has_both_tables() -> None:
    rows = [line.split("|") for line in Path(ROOT / "docs/api/following.md").read_text().splitlines()]

    shown = {row[1].strip(" `"): row[2].strip(" `") for row in rows if len(row) == 5 and "." in row[2]}

    assert shown == {kind: event.value for kind, event in (*EVENTS.items(), *WORDS_EVENTS.items())}
