"""What isn't understood is refused with a problem that names parameter, received value and what would do."""

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest
from django.test import Client

from tests.factories.pages import problem
from tests.factories.public_answers import API, get


def cursor(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


REFUSED = {
    "unknown_parameter": ("/funds/?colour=red", "colour", "red"),
    "misspelt_case": ("/funds/?pagesize=5", "pagesize", "5"),
    "unknown_parameter_of_facets": ("/funds/facets/?ordering=name", "ordering", "name"),
    "unknown_parameter_of_a_fund": ("/funds/DEM00001/?lang=en", "lang", "en"),
    "unknown_parameter_of_status": ("/status/?verbose=1", "verbose", "1"),
    "format_of_the_framework": ("/funds/facets/?format=xml", "format", "xml"),
    "format_of_the_framework_in_json": ("/funds/facets/?format=json", "format", "json"),
    "unknown_ordering": ("/funds/?ordering=size", "ordering", "size"),
    "ordering_twice": ("/funds/?ordering=name&ordering=-name", "ordering", "name, -name"),
    "search_twice": ("/funds/?search=a&search=b", "search", "a, b"),
    "page_size_twice": ("/funds/?pageSize=1&pageSize=2", "pageSize", "1, 2"),
    "page_size_zero": ("/funds/?pageSize=0", "pageSize", "0"),
    "page_size_101": ("/funds/?pageSize=101", "pageSize", "101"),
    "page_size_negative": ("/funds/?pageSize=-1", "pageSize", "-1"),
    "page_size_in_words": ("/funds/?pageSize=ten", "pageSize", "ten"),
    "page_size_half": ("/funds/?pageSize=1.5", "pageSize", "1.5"),
    "page_size_in_other_digits": (f"/funds/?pageSize={quote('٣')}", "pageSize", "٣"),
    "page_size_with_many_zeros": ("/funds/?pageSize=00000000199", "pageSize", "00000000199"),
    "page_size_beyond_all_bounds": (f"/funds/?pageSize=000000001{'9' * 150}", "pageSize", f"000000001{'9' * 150}"),
    "unknown_status": ("/funds/?authorisationStatus=lost", "authorisationStatus", "lost"),
    "neither_true_nor_false": ("/funds/?isEtf=maybe", "isEtf", "maybe"),
    "endless_search": (f"/funds/?search={'x' * 201}", "search", "x" * 200),
    "endless_filter": (f"/funds/?fundCurrency={'x' * 5000}", "fundCurrency", "x" * 200),
    "nul_in_search": ("/funds/?search=a%00b", "search", "a\ufffdb"),
    "nul_in_a_filter": ("/funds/?assetClass=%00", "assetClass", "\ufffd"),
    "cursor_of_nobody": ("/funds/?cursor=nonsense", "cursor", "nonsense"),
    "cursor_of_noise": ("/funds/?cursor=%FF%FE", "cursor", "\ufffd\ufffd"),
    "cursor_twice": ("/funds/?cursor=a&cursor=b", "cursor", "a, b"),
}  # fmt: skip


FORGED_CURSORS = {
    "of_another_shape": "[1,2]",
    "to_nowhere": '["sideways","a","b"]',
    "with_nul_in_the_name": '["next","a\\u0000","b"]',
    "with_nul_in_the_id": '["next","a","\\u0000"]',
    "with_a_date_for_a_name": '["next",5,"b"]',
    "for_search": '["next",0,"a","b"]',
    "of_another_language": "ceci n'est pas un curseur",
}


@pytest.mark.parametrize("place", FORGED_CURSORS.values(), ids=FORGED_CURSORS.keys())
def test_a_forged_cursor_is_refused(place: str) -> None:
    found = problem(f"/funds/?cursor={cursor(place)}")

    assert (found["status"], found["parameter"], found["received"]) == (400, "cursor", cursor(place))


@pytest.mark.parametrize(("address", "parameter", "received"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_parameter_is_refused_with_what_would_do(address: str, parameter: str, received: str) -> None:
    found = problem(address)

    assert (found["status"], found["code"]) == (400, "invalid_parameter")
    assert (found["parameter"], found["received"]) == (parameter, received)
    assert isinstance(found["accepted"], list)
    assert found["detail"]


def test_what_would_do_is_named() -> None:
    assert problem("/funds/?authorisationStatus=lost")["accepted"] == [
        "authorised",
        "suspended",
        "in liquidation",
        "deauthorised",
        "terminated",
        "retracted",
    ]
    assert "pageSize" in problem("/funds/?colour=red")["accepted"]
    assert problem("/funds/?pageSize=0")["accepted"] == ["1 to 100"]


@pytest.mark.parametrize("size", [1, 100])
def test_the_ends_of_a_range_are_accepted(size: int) -> None:
    assert get(f"/funds/?pageSize={size}")["results"]


def test_a_cursor_of_one_ordering_does_not_fit_another() -> None:
    following = get("/funds/?pageSize=2&ordering=name")["next"].partition("cursor=")[2]

    assert problem(f"/funds/?ordering=authorisationDate&cursor={following}")["parameter"] == "cursor"


ABSENT = [
    "/funds/DEM99999/",
    "/funds/dem00001/",
    "/funds/%00/",
    "/funds/DEM00001%00/",
    "/funds/%FF%FE/",
    "/funds/..%2f..%2fetc/",
    "/funds/'%20OR%201=1/",
    f"/funds/{'X' * 5000}/",
    f"/documents/{'0' * 64}.pdf",
    f"/documents/{'A' * 64}.pdf",
    "/documents/short.pdf",
    "/documents/../status/x",
    f"/documents/{'0' * 64}.txt",
    "/nowhere/",
    "/funds",
]


@pytest.mark.parametrize("address", ABSENT)
def test_what_is_not_published_is_a_404_problem(address: str) -> None:
    found = problem(address)

    assert (found["status"], found["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/funds/", "/funds/DEM00001/", "/status/", "/openapi.json", "/nowhere/"])
def test_nobody_writes_through_the_api(method: str, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = getattr(strict, method)(f"{API}{address}")

    assert response.status_code in (404, 405)
    assert response["Content-Type"] == "application/problem+json"


PLACES = ("/funds/?search={}", "/funds/?cursor={}", "/funds/?umbrellaId={}", "/funds/?{}=1", "/funds/{}/", "/{}")
HOSTILE = [
    "%00", "%FF", "'", '"', "%27%20OR%201=1--", "%25", "%5C", "..%2f..%2f", "%0d%0aSet-Cookie:x", "{{7*7}}",
    "%F0%9F%98%80", "%E4%BF%A1", "[]", "null", "-1", "9" * 400, "%ED%A0%80", "a" * 3001, ";", "&&&", "=",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_address_is_a_fault_of_ours(place: str, text: str) -> None:
    response = Client(raise_request_exception=False).get(API + place.format(text))

    assert response.status_code in (200, 400, 404)
    assert response["Content-Type"] in ("application/json", "application/problem+json")


NEAR = {
    "a parameter in another case": ("/funds/?pagesize=5", "Did you mean `pageSize`?"),
    "a parameter with its letters turned round": ("/funds/?serach=bond", "Did you mean `search`?"),
    "what other APIs call it": ("/funds/?limit=5", "Did you mean `pageSize`?"),
    "the language": ("/menus/?language=zh-Hant", "Did you mean `lang`?"),
    "a value": ("/funds/?authorisationStatus=suspendet", "Did you mean `suspended`?"),
    "a value that must stand alone": ("/funds/?ordering=nmae", "Did you mean `name`?"),
    "a value with a sign": ("/funds/?ordering=-nmae", "Did you mean `-name`?"),
    "a value in another case": ("/menus/?locale=zh-hant", "Did you mean `zh-Hant`?"),
    "a field": ("/funds/?fields=fundID", "Did you mean `fundId`?"),
}


@pytest.mark.parametrize(("address", "hint"), NEAR.values(), ids=NEAR.keys())
def test_a_misspelling_is_refused_with_what_was_meant(address: str, hint: str) -> None:
    assert problem(address)["detail"].endswith(hint)


def test_a_name_that_is_like_no_other_is_refused_without_a_guess() -> None:
    assert "Did you mean" not in problem("/funds/?colour=red")["detail"]


ENCODED = {
    "its name in percent signs": ("/funds/?%70ageSize=0", "pageSize", "0"),
    "a name encoded twice": ("/funds/?page%2553ize=5", "page%53ize", "5"),
    "the same name, once encoded": ("/funds/?pageSize=1&page%53ize=2", "pageSize", "1, 2"),
    "a name with a line break": ("/funds/?page%0d%0aSize=5", "page\r\nSize", "5"),
    "an endless name": (f"/funds/?{'p' * 3000}=5", "p" * 200, "5"),
    "a list as others write it": ("/funds/?assetClass[]=bond", "assetClass[]", "bond"),
    "no name at all": ("/funds/?=5", "", "5"),
    "a locale twice": ("/menus/?locale=en&locale=zh-Hant", "locale", "en, zh-Hant"),
}


@pytest.mark.parametrize(("address", "parameter", "received"), ENCODED.values(), ids=ENCODED.keys())
def test_doubled_encoded_and_endless_names_are_read_once_and_refused(
    address: str, parameter: str, received: str
) -> None:
    found = problem(address)

    assert (found["code"], found["parameter"], found["received"]) == ("invalid_parameter", parameter, received)
