"""A trail says in words what changed: blocks by type and text, and nothing of what stayed nothing."""

import json
from typing import Any

import pytest
from django.test import Client

from .test_report import TRAIL, act, somebody


@pytest.fixture
def auditor(db: None) -> Client:
    """Somebody who may read the trail."""
    return somebody("Auditor")


def correction(field: str, value: str) -> dict[str, Any]:
    return {"type": "correction", "value": {"field": field, "value": value, "isin": ""}, "id": "5f0c"}


def test_blocks_are_told_by_type_and_text(auditor: Client) -> None:
    kept, new = correction("manCo", "Kept Ltd"), correction("auditorName", "The Right Auditors")
    changes = {"corrections": [json.dumps([kept]), json.dumps([kept, new])], "expire_at": [None, None]}
    event = act("Fund", data={"changes": changes})

    in_list, on_page = (auditor.get(address).content.decode() for address in (TRAIL, f"{TRAIL}{event.pk}/"))

    assert "corrections: nothing → correction: auditorName, The Right Auditors" in in_list
    assert '<td class="after">correction: auditorName, The Right Auditors</td>' in on_page
    assert "expire_at" not in in_list


def test_a_block_inside_a_block_is_told_without_its_tags(auditor: Client) -> None:
    inside = {"type": "call_out", "value": [{"type": "text", "value": "<p>Mind <b>this</b></p>", "id": "1"}], "id": "2"}
    act("Page", data={"changes": {"body": ["[]", json.dumps([inside])]}})

    assert "body: nothing → call out: Mind this" in auditor.get(TRAIL).content.decode()


def test_what_is_no_stream_stays_as_it_is(auditor: Client) -> None:
    act("Key", data={"changes": {"scopes": [[], ["read"]], "title": ["[draft", "[done"]}})

    html = auditor.get(TRAIL).content.decode()

    assert "scopes: [] → [&quot;read&quot;]" in html
    assert "title: [draft → [done" in html


def test_a_moment_is_told_as_screens_tell_moments(auditor: Client) -> None:
    first, second = "2026-11-17T01:02:03.451234+00:00", "2026-11-18T01:02:03Z"
    act("Banner", data={"changes": {"expire_at": [first, second], "day": ["2026-11-17", "2026-11-18"]}})

    html = auditor.get(TRAIL).content.decode()

    assert "expire_at: 17 Nov 2026, 09:02:03 HKT → 18 Nov 2026, 09:02:03 HKT" in html
    assert "day: 2026-11-17 → 2026-11-18" in html


def test_moments_of_one_second_are_told_to_the_fraction_and_the_same_one_isnt_told(auditor: Client) -> None:
    first, second = "2026-11-17T01:02:03.451234+00:00", "2026-11-17T01:02:03.9+00:00"
    act("Banner", data={"changes": {"expire_at": [first, second], "go_live_at": [first, first]}})

    html = auditor.get(TRAIL).content.decode()

    assert f"expire_at: {first} → {second}" in html
    assert "go_live_at" not in html
