"""A misspelt name is answered with the one that was meant, and never with one that wasn't."""

import pytest

from api.asking.hints import hint, nearest

KNOWN = ("search", "pageSize", "cursor", "ordering", "fundCurrency", "shareClassCurrency", "isEtf", "asOf", "fields")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("pagesize", "pageSize"),
        ("page_size", "pageSize"),
        ("page-size", "pageSize"),
        ("serach", "search"),
        ("oredring", "ordering"),
        ("fund_currency", "fundCurrency"),
        ("ASOF", "asOf"),
        ("isETF", "isEtf"),
        ("limit", "pageSize"),
        ("per_page", "pageSize"),
        ("q", "search"),
        ("sort", "ordering"),
        ("offset", "cursor"),
        ("currency", "fundCurrency"),
    ],
)
def test_what_was_meant_is_found(name: str, meant: str) -> None:
    assert nearest(name, KNOWN) == meant


@pytest.mark.parametrize("name", ["", "colour", "%00", "信貸", "x" * 5000, "pageSize" * 50, "lang", "_", "a"])
def test_nothing_is_guessed_when_nothing_is_near(name: str) -> None:
    assert nearest(name, KNOWN) is None
    assert hint(name, KNOWN) == ""


def test_a_name_of_other_apis_means_only_what_this_address_has() -> None:
    assert nearest("lang", ("locale", "category")) == "locale"
    assert nearest("name", ("id",)) == "id"
    assert nearest("name", ("locale",)) is None


def test_the_hint_is_a_sentence() -> None:
    assert hint("serach", KNOWN) == " Did you mean `search`?"
