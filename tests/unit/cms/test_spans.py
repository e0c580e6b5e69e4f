"""Lengths as people say them, and as messages in two languages name them."""

from datetime import timedelta

import pytest

from cms.moderation.spans import in_words
from cms.operations.doubts import IN_CHINESE, IN_ENGLISH, hours_said


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=30), "less than a minute"),
        (timedelta(hours=1, minutes=30), "1 hour 30 minutes"),
        (timedelta(hours=26), "26 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=12, hours=1), "12 days 1 hour"),
    ],
)
def test_a_span_in_words(span: timedelta, words: str) -> None:
    assert in_words(span) == words


@pytest.mark.parametrize(
    ("message", "hours"),
    [
        ("The site is away for two hours.", 2),
        ("A 24-hour pause.", 24),
        ("Two hours, or three hours at most.", None),
        ("From 2:00 to 4:00.", None),
        ("It takes twenty-four hours.", None),
        ("It takes 1.5 hours.", None),
        ("It takes two hours and a half.", None),
    ],
)
def test_hours_in_english(message: str, hours: int | None) -> None:
    assert hours_said(IN_ENGLISH, message) == hours


@pytest.mark.parametrize(
    ("message", "hours"),
    [
        ("網站暫停兩小時。", 2),
        ("暫停 26 個小時", 26),
        ("暫停十二小時", 12),
        ("凌晨2時開始", None),
        ("暫停二十四小時", None),
        ("暫停兩小時半", None),
        ("暫停2小時30分鐘", None),
    ],
)
def test_hours_in_chinese(message: str, hours: int | None) -> None:
    assert hours_said(IN_CHINESE, message) == hours
