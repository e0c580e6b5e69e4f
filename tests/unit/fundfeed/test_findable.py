"""What a fund is found by: its names past and present, its house, its codes, and what stands inside an ISIN."""

from typing import Any

from fundfeed.records.public import FundProfile
from fundfeed.stages import compose
from fundfeed.stages.findable import findable
from tests.factories.records import fund, isin, read_fund, share_class
from tests.factories.terms import read_terms


def profile(**changes: Any) -> FundProfile:
    placed = read_fund(fund(1, **changes))
    return compose.profile(placed.canonical, "authorised", None, ())


def lexemes(**changes: Any) -> dict[str, str]:
    return read_terms(findable(profile(**changes)).lexemes)


def test_words_of_present_names_weigh_more_than_all_others() -> None:
    found = lexemes(legalFundNameOnly={"en": "Quay Growth", "zh-Hant": "海港"}, formerNames=[{"name": {"en": "Haven"}}])

    assert {"quay": "A", "growth": "A", "海港": "A", "haven": "D", "tst00001": "D"}.items() <= found.items()


def test_a_word_that_stands_in_both_names_weighs_as_the_present_one() -> None:
    found = lexemes(legalFundNameOnly={"en": "Quay"}, formerNames=[{"name": {"en": "Quay Old"}}])

    assert found["quay"] == "A"


def test_four_and_more_characters_inside_an_isin_begin_a_term() -> None:
    code = isin(1)

    found = {term for term in lexemes() if term.startswith("~")}

    assert found == {f"~{code[start:].lower()}" for start in range(1, 9)}


def test_a_fund_of_very_many_share_classes_keeps_within_what_postgresql_takes() -> None:
    classes = [share_class(number) for number in range(1, 6001)]

    found = findable(profile(shareClasses=classes)).lexemes

    assert len(found) < 1_000_000
    assert f"={isin(6000).lower()}" in read_terms(found)


def test_what_it_is_called_exactly_is_kept_without_spaces_and_signs() -> None:
    found = lexemes(
        fundGroupName={"en": "Quay & Co."},
        umbrella={"umbrellaId": "UMB-7", "umbrellaName": {"en": "Quay Umbrella"}},
        shareClasses=[share_class(1, listings=[{"ticker": "QY 1"}])],
    )

    assert {"=harbourfund1", f"={isin(1).lower()}", "=qy1", "=tst00001"} <= found.keys()
    assert {"^umb7", "^quayumbrella", "@quayco"} <= found.keys()


def test_no_typed_word_begins_like_a_marked_term() -> None:
    marked = {term for term, weight in lexemes().items() if not weight}

    assert marked
    assert not [term for term in marked if term[0].isalnum()]


def test_words_of_letters_may_correct_what_is_misspelt() -> None:
    words = findable(profile(legalFundNameOnly={"en": "Épargne 2030 EUR A1b2", "zh-Hant": "信貸儲蓄"})).words

    assert "epargne" in words
    assert not words & {"2030", "eur", "a1b2", "信貸"}
