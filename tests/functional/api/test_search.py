"""Search finds funds by the beginning of a word, without accents, by code, and by any two Chinese characters."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from infra.deliveries import Delivery
from tests.factories.public_answers import API


def found(text: str) -> list[str]:
    response = Client().get(f"{API}/funds/?{urlencode({'search': text, 'pageSize': '100'})}")
    assert response.status_code == 200, response.content
    return [fund["fundId"] for fund in response.json()["results"]]


def the_fund(public_record: Delivery, number: int) -> dict[str, Any]:
    fund: dict[str, Any] = public_record.funds[number]
    return fund


@pytest.mark.parametrize(
    "typed",
    ["Crédit Épargne", "credit epargne", "CREDIT", "cred", "épar", "strasse", "straße", "epargne credit", "  cred  "],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(public_record: Delivery, typed: str) -> None:
    assert found(typed) == [the_fund(public_record, 13)["fundId"]]


@pytest.mark.parametrize("typed", ["信貸", "貸儲", "儲蓄基金", "信貸儲蓄基金", "信貸 credit", "credit信貸"])
def test_a_chinese_name_is_found_by_any_two_characters_and_with_latin_words(
    public_record: Delivery, typed: str
) -> None:
    assert found(typed) == [the_fund(public_record, 13)["fundId"]]


@pytest.mark.parametrize("typed", ["redit", "信基", "credit nowhere", "信貸 nowhere"])
def test_what_no_name_holds_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_a_fund_is_found_by_its_isin_its_id_and_its_ticker(public_record: Delivery) -> None:
    fund = the_fund(public_record, 0)
    share_class = fund["shareClasses"][0]

    for code in (share_class["isin"], share_class["isin"].lower(), fund["fundId"], fund["fundId"].lower()):
        assert found(code) == [fund["fundId"]]
    assert fund["fundId"] in found(share_class["listings"][0]["ticker"])
    assert fund["fundId"] in found(share_class["isin"][:8])


@pytest.mark.parametrize("typed", ["O'Neill", 'O\'Neill "Growth" 100% \\ & Income_Fund!', "o neill", "100%", "100"])
def test_punctuation_in_names_and_in_what_is_typed_is_no_obstacle(public_record: Delivery, typed: str) -> None:
    assert the_fund(public_record, 14)["fundId"] in found(typed)


ODD_WORDS = [
    "3e5", "0x1f", "1.5x", "v2.0", "2²", "½", "٣٤", "Ⅳ", "iv", "İzmir", "izmir", "Łódź", "Ελλάδα", "ελλαδα", "Россия",
    "कोष", "ไทย", "한국", "ファンド", "1st.co.uk", "a-b", "a/b",
]  # fmt: skip


@pytest.mark.parametrize("word", ODD_WORDS)
def test_words_of_every_script_and_kind_are_found(public_record: Delivery, word: str) -> None:
    assert the_fund(public_record, 19)["fundId"] in found(word)


HOSTILE = [
    "'", "''", "\\", "\\'", '"', ":*", "&", "|", "!", "(", ")", "()", "& |", "!!", "a:*", "a & !b", "a <-> b", "<->",
    "':*", "'a'", "a\\", "a' | 'b", "%", "_", "%00x", ";--", "*/", "$1", "{}", "\ufeff", "\u200b", "🙂", "٣", "½",
    "2²", "1e5", "0x1f", "-5", "+", "a.b@c.d", "http://x/y", "x" * 200, "信" * 200, "'" * 200, "a " * 100,
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_only_text(typed: str) -> None:
    assert isinstance(found(typed), list)


def test_what_begins_with_the_typed_text_comes_first(public_record: Delivery) -> None:
    ids = found("amundi msci")
    names = {fund["fundId"]: fund["legalFundNameOnly"]["en"].lower() for fund in public_record.funds}

    begins = [names[fund_id].startswith("amundi msci") for fund_id in ids]
    assert begins == sorted(begins, reverse=True)
    assert any(begins)


def test_search_and_filter_work_together(public_record: Delivery) -> None:
    response = Client().get(f"{API}/funds/", {"search": "credit", "fundCurrency": "XXX"})

    assert response.json()["results"] == []


def test_a_withdrawn_fund_is_found_only_with_its_status(public_record: Delivery) -> None:
    gone = public_record.deauthorised["deauthorised"][0]["fundId"]

    assert found(gone) == []
    assert Client().get(f"{API}/funds/", {"search": gone, "authorisationStatus": "deauthorised"}).json()["results"]


def test_twins_are_all_found(public_record: Delivery) -> None:
    assert found("twin") == sorted(the_fund(public_record, number)["fundId"] for number in (10, 11, 12))
