"""What is stored and what is typed become the same terms, and no typed text becomes an operator."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundfeed.search import MAX_TERM, folded, name_query, query, slug, squeezed, stored_terms, terms


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Crédit Agricole", "credit agricole"),
        ("CREDIT AGRICOLE", "credit agricole"),
        ("Ærø Straße", "ærø strasse"),
        ("ＥＴＦ", "etf"),
        ("iShares™ № 5", "isharestm no 5"),
        ("Ǆ ﬁnance", "dz finance"),
        ("易方達", "易方達"),
    ],
)
def test_case_accents_and_compatibility_forms_disappear(typed: str, expected: str) -> None:
    assert folded(typed) == expected


@given(text=st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(text=st.text(max_size=40))
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


def test_latin_text_gives_its_words() -> None:
    assert terms(["BlackRock Global Funds - World Gold (USD) A2"]) == {
        "blackrock", "global", "funds", "world", "gold", "usd", "a2",
    }  # fmt: skip


def test_chinese_text_gives_characters_and_pairs() -> None:
    assert terms(["易方達"]) == {"易", "方", "達", "易方", "方達"}


def test_mixed_text_gives_both() -> None:
    assert terms(["MSCI 中國 ETF"]) == {"msci", "etf", "中", "國", "中國"}


def test_typed_words_are_beginnings_and_all_must_be_there() -> None:
    assert query("Black Gold") == "'black':* & 'gold':*"


def test_typed_chinese_is_looked_for_in_pairs() -> None:
    assert query("易方達 ETF") == "'etf':* & '易方' & '方達'"
    assert query("易") == "'易'"


HOSTILE = ["", "   ", "'", "''", "\\", ":*", "&|!()", "<->", '"', "%_", "--", ";", "\t\n", "!!!", "…", "🙂"]


@pytest.mark.parametrize("text", HOSTILE)
def test_punctuation_alone_asks_for_nothing(text: str) -> None:
    assert query(text) == ""


@pytest.mark.parametrize("text", ["fund'; DROP TABLE fund--", "fund\\", "fund & !gold", "'fund':*A", "fund <-> gold"])
def test_operators_in_typed_text_lose_their_power(text: str) -> None:
    asked = query(text)

    assert asked.startswith("'fund':*")
    assert not set(asked.replace("':*", "").replace("'", "").replace(" & ", "")) & set("&|!()<>:*\\")


@given(text=st.text(max_size=60))
def test_what_is_stored_is_found_by_what_it_says(text: str) -> None:
    stored = terms([text])

    parts = [part.strip("()").split(" | ")[0] for part in query(text).split(" & ") if part]
    wanted = [part.removesuffix(":*").strip("'") for part in parts]

    assert set(wanted) <= stored


def test_an_endless_word_is_cut_alike_on_both_sides() -> None:
    word = "x" * 500

    assert terms([word]) == {"x" * MAX_TERM}
    assert query(word) == f"'{'x' * MAX_TERM}':*"


def test_stored_terms_are_sorted_as_postgresql_sorts_them() -> None:
    assert stored_terms({"b", "a'c", "é", "ab"}) == (b"\0\0\0\4a'c\0\0\1\0\1ab\0\0\1\0\1b\0\0\1\0\1\xc3\xa9\0\0\1\0\1")


def test_names_weigh_more_and_marked_terms_weigh_nothing() -> None:
    stored = stored_terms({"a", "b"}, names={"b"}, marked={"=ab"})

    assert stored == b"\0\0\0\3=ab\0\0\0a\0\0\1\0\1b\0\0\1\xc0\1"


@pytest.mark.parametrize("typed", ["4l5y", "IE00B4L5Y9", "2030"])
def test_what_may_be_a_part_of_an_isin_is_also_looked_for_inside(typed: str) -> None:
    assert query(typed) == f"('{typed.lower()}':* | '~{typed.lower()}':*)"


@pytest.mark.parametrize("typed", ["abcd", "a1b", "IE00B4L5Y983", "１"])
def test_words_short_codes_and_whole_isins_are_looked_for_as_they_are(typed: str) -> None:
    assert query(typed) == f"'{folded(typed)}':*"


def test_other_words_will_do_where_they_are_named() -> None:
    wider = {"credit": ("credit", "accredited")}

    assert query("credit fund", wider) == "('credit':* | 'accredited':*) & 'fund':*"
    assert name_query("credit fund", wider) == "('credit':*A | 'accredited':*A) & 'fund':*A"


def test_present_names_are_asked_by_weight() -> None:
    assert name_query("ETF 易方") == "'etf':*A & '易方':A"


@pytest.mark.parametrize("typed", ["IE00 B4L5-Y983", "ie00b4l5y983", "ＩＥ００B4L5Y983"])
def test_spaces_signs_and_width_are_squeezed_out(typed: str) -> None:
    assert squeezed(typed) == "ie00b4l5y983"


@pytest.mark.parametrize(
    ("name", "expected"), [("Crédit & Co.", "credit-co"), ("易方達 Asset", "易方達-asset"), ("&", "")]
)
def test_a_slug_is_the_words_with_hyphens_between(name: str, expected: str) -> None:
    assert slug(name) == expected
