"""Search finds funds by the beginning of a word, without accents, by code, and by any two Chinese characters."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.services import index_search
from infra.deliveries import Delivery
from tests.factories.pages import back, forward
from tests.factories.public_answers import API, get

ZEBRA, ZETA, QUILL = 20, 21, 22  # places of funds on the second day, when two others are gone


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


@pytest.mark.parametrize("typed", ["信基", "credit nowhere", "信貸 nowhere", "xyzzyx", "qqq"])
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


def asked(text: str) -> dict[str, Any]:
    answer: dict[str, Any] = Client().get(f"{API}/funds/", {"search": text, "pageSize": "100"}).json()
    return answer


@pytest.mark.parametrize("typed", ["zeta 股息", "「Zeta」股息", "ＺＥＴＡ　股息", "zêta 股", "安聯 div"])
def test_mixed_scripts_brackets_and_full_width_letters_find_the_fund(public_record: Delivery, typed: str) -> None:
    assert found(typed) == [the_fund(public_record, ZETA)["fundId"]]


@pytest.mark.parametrize("typed", ["zebra", "zebra income", "斑馬", "馬股"])
def test_a_former_name_finds_the_fund(public_record: Delivery, typed: str) -> None:
    assert found(typed) == [the_fund(public_record, ZEBRA)["fundId"]]


@pytest.mark.parametrize("width", [4, 7, 11])
def test_any_part_of_an_isin_finds_the_fund(public_record: Delivery, width: int) -> None:
    fund = the_fund(public_record, 5)
    isin = fund["shareClasses"][0]["isin"]

    parts = [isin[start : start + width] for start in range(12 - width + 1)]

    for part in parts:
        if any(character.isdigit() for character in part):
            assert fund["fundId"] in found(part), part


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("zeta dividnd", "zeta dividend"), ("zeta divdiend", "zeta dividend"), ("zeta 股息 divi dendd", "")],
)
def test_a_misspelt_word_is_taken_for_the_nearest_and_the_answer_says_so(
    public_record: Delivery, typed: str, meant: str
) -> None:
    answer = asked(typed)

    assert (answer["isApproximate"], answer["searchedFor"]) == (bool(meant), meant or None)
    assert [fund["fundId"] for fund in answer["results"]] == (
        [the_fund(public_record, ZETA)["fundId"]] if meant else []
    )


def test_the_middle_of_a_word_finds_the_words_that_hold_it(public_record: Delivery) -> None:
    answer = asked("viden")

    assert answer["isApproximate"]
    assert "dividend" in answer["searchedFor"].split(" | ")
    assert the_fund(public_record, ZETA)["fundId"] in [fund["fundId"] for fund in answer["results"]]


def test_what_finds_nothing_even_so_is_not_called_approximate() -> None:
    answer = asked("zeta dividnd nowhere")

    assert (answer["results"], answer["isApproximate"], answer["searchedFor"]) == ([], False, None)


def test_facets_of_a_misspelt_search_are_those_of_what_was_meant(public_record: Delivery) -> None:
    meant = Client().get(f"{API}/funds/facets/", {"search": "zeta dividend"}).json()

    assert Client().get(f"{API}/funds/facets/", {"search": "zeta dividnd"}).json() == meant
    assert sum(value["count"] for value in meant["facets"]["fundCurrency"]) == 1


def test_an_answer_to_what_was_typed_is_not_approximate() -> None:
    answer = asked("twin")

    assert (answer["isApproximate"], answer["searchedFor"]) == (False, None)


def test_pages_of_an_approximate_answer_hold_every_fund_once() -> None:
    following, ids = f"{API}/funds/?search=twni+fudn&pageSize=2", []
    while following:
        page = Client().get(following).json()
        assert page["searchedFor"] == "twin fund"
        ids += [fund["fundId"] for fund in page["results"]]
        following = page["next"]

    assert ids == found("twin fund")
    assert len(ids) == 3


RANKED = {
    "a name that is just this": {"en": "Quill"},
    "a name that begins with it": {"en": "Quillon Bond"},
    "a name with a word that begins with it": {"en": "Best Quilling"},
    "another name of it": {"en": "Zulu Bond"},
}


@pytest.fixture
def ranked(public_record: Delivery) -> dict[str, str]:
    """Four funds that fit less and less; their ids, by why they are found."""
    return {name: the_fund(public_record, QUILL + number)["fundId"] for number, name in enumerate(RANKED)}


def test_what_is_found_comes_by_how_well_it_fits(ranked: dict[str, str]) -> None:
    assert found("quill") == [ranked[name] for name in RANKED]


def test_pages_in_both_directions_keep_the_order_of_how_well_it_fits(ranked: dict[str, str]) -> None:
    pages = forward("search=quill&pageSize=1")

    turned = back(pages[-1])[::-1]

    assert [page["results"][0]["fundId"] for page in pages] == [ranked[name] for name in RANKED]
    assert [page["results"] for page in turned] == [page["results"] for page in pages]


def test_pages_go_on_where_only_the_last_of_the_four_ranks_is_left(public_record: Delivery) -> None:
    country = the_fund(public_record, 5)["shareClasses"][0]["isin"][:2]

    pages = forward(f"search={country}&pageSize=2")

    assert [fund["fundId"] for page in pages for fund in page["results"]] == found(country)
    assert len(pages) > 2


@pytest.mark.parametrize("word", ["fund", "umbrella", "house", "isin"])
def test_our_own_words_find_only_what_bears_them(public_record: Delivery, word: str) -> None:
    answer = asked(word)

    bearing = [fund for fund in answer["results"] if word in str(get(f"/funds/{fund['fundId']}/")).lower()]
    assert len(bearing) == len(answer["results"]) < len(public_record.funds)


def test_an_identifier_comes_before_names_that_hold_it(public_record: Delivery) -> None:
    fund = the_fund(public_record, 0)
    code = fund["shareClasses"][0]["isin"]

    assert found(f"{code[:2]} {code[2:7]}-{code[7:]}") == [fund["fundId"]]


def test_a_search_costs_two_queries_and_a_misspelt_one_four_whatever_the_page_size() -> None:
    index_search()
    for typed, most in (("etf", 2), ("dividnd", 4)):
        for size in (2, 20):
            with CaptureQueriesContext(connection) as queries:
                Client().get(f"{API}/funds/", {"search": typed, "pageSize": str(size)})
            assert len(queries) == most
