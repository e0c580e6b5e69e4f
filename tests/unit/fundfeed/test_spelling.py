"""A misspelt word is taken for the nearest known one, and for none when all are too far."""

import pytest

from fundfeed.selectors.spelling import nearest

KNOWN = ["dividend", "growth", "global", "equity", "credit", "gold"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dividnd", "dividend"),
        ("dividennd", "dividend"),
        ("gorwth", "growth"),
        ("eqiuty", "equity"),
        ("glbal", "global"),
        ("kredit", "credit"),
        ("divedned", "dividend"),
    ],
)
def test_letters_left_out_added_changed_or_swapped_are_forgiven(typed: str, meant: str) -> None:
    assert nearest(typed, KNOWN) == (meant,)


@pytest.mark.parametrize("typed", ["zebra", "goat", "nowhere", "xxxxxxxx"])
def test_what_is_too_far_from_every_word_stays_unknown(typed: str) -> None:
    assert nearest(typed, KNOWN) == ()


def test_a_short_word_may_differ_by_one_letter_only() -> None:
    assert nearest("gild", KNOWN) == ("gold",)
    assert nearest("gilt", KNOWN) == ()
