"""Text is sent compressed to those who understand it; its ETag says so, and no secret is compressed."""

import gzip
from typing import Any

import pytest
from django.test import Client

from infra.deliveries import Delivery
from tests.factories.partners import key_of, partner
from tests.factories.public_answers import API, body_of

LIST = f"{API}/funds/"
VARY = "Accept, Accept-Encoding"


def ask(address: str = LIST, **headers: str) -> Any:
    return Client().get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("accepted", ["gzip", "br, GZIP", "gzip;q=0.5, *", "deflate, gzip;q=1.0"])
def test_a_list_comes_compressed_with_a_weak_etag(public_record: Delivery, accepted: str) -> None:
    plain, packed = ask(), ask(Accept_Encoding=accepted)

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == f"W/{plain['ETag']}"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 3
    assert packed["Vary"] == plain["Vary"] == VARY


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000, br", "xgzip"])
def test_who_does_not_understand_it_gets_the_plain_bytes(public_record: Delivery, accepted: str) -> None:
    answer = ask(Accept_Encoding=accepted)

    assert not answer.has_header("Content-Encoding")
    assert answer["ETag"].startswith('"')
    assert answer["Vary"] == VARY


@pytest.mark.parametrize("kept", ["", "gzip"])
@pytest.mark.parametrize("asked", ["", "gzip"])
def test_neither_copy_is_sent_twice_and_each_is_answered_by_its_own_name(
    public_record: Delivery, kept: str, asked: str
) -> None:
    tag = ask(Accept_Encoding=kept)["ETag"]

    again = ask(Accept_Encoding=asked, If_None_Match=tag)

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert again["Vary"] == VARY


def test_the_same_bytes_are_compressed_to_the_same_bytes(public_record: Delivery) -> None:
    assert ask(Accept_Encoding="gzip").content == ask(Accept_Encoding="gzip").content


def test_what_is_short_or_compressed_already_is_left_as_it_is(public_record: Delivery) -> None:
    (pdf, *_) = ask(f"{API}/funds/DEM00001/").json()["documents"]

    answers = [ask(address, Accept_Encoding="gzip") for address in (f"{API}/chain/", pdf["url"])]

    assert [body_of(answer)[:1] for answer in answers] == [b"{", b"%"]
    assert not any(answer.has_header("Content-Encoding") for answer in answers)


def test_what_a_partner_alone_may_see_is_not_compressed(public_record: Delivery) -> None:
    _, text = key_of(partner())

    answer = ask(f"{API}/partner/", Authorization=f"Bearer {text}", Accept_Encoding="gzip")

    assert answer.status_code == 200
    assert not answer.has_header("Content-Encoding")
