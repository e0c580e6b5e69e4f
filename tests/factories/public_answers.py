"""Everything that the public can ask for, as one value: equal before and after means that nothing public changed."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

API = "/api/v1"
STATUSES = ("authorised", "suspended", "in liquidation", "deauthorised", "terminated")
WITH_EVERY_STATUS = "&".join(f"authorisationStatus={status}" for status in STATUSES)

Answer = tuple[int, str, bytes]
Answers = dict[str, Answer]


def body_of(response: HttpResponseBase) -> bytes:
    """The body of an answer, streamed or not."""
    return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined,call-overload]


def get(address: str) -> Any:
    """The JSON below `/api/v1` at this address, which must be there."""
    response = Client().get(f"{API}{address}")
    assert response.status_code == 200, response.content
    return response.json()


def fund_ids() -> list[str]:
    """Ids of all funds that the public can find, whatever their status."""
    return [fund["fundId"] for page in _pages(f"/funds/?{WITH_EVERY_STATUS}&pageSize=7") for fund in page["results"]]


def every_public_answer(*, with_status: bool = True) -> Answers:
    """Status, ETag and bytes of every address that the API serves: lists by page, facets, funds, documents, status."""
    return {address: _answer(address) for address in _addresses(with_status)}


def _addresses(with_status: bool) -> Iterator[str]:
    if with_status:
        yield f"{API}/status/"
    yield f"{API}/funds/facets/"
    for start in ("/funds/?pageSize=7", f"/funds/?{WITH_EVERY_STATUS}&pageSize=7&ordering=-authorisationDate"):
        yield f"{API}{start}"
        for page in _pages(start):
            yield from [page["next"]] if page["next"] else []
    for fund_id in fund_ids():
        yield f"{API}/funds/{fund_id}/"
        yield from (document["url"] for document in get(f"/funds/{fund_id}/")["documents"])


def _pages(address: str) -> Iterator[dict[str, Any]]:
    following: str | None = f"{API}{address}"
    while following:
        page = json.loads(_answer(following)[2])
        yield page
        following = page["next"]


def _answer(address: str) -> Answer:
    response = Client().get(address)
    return response.status_code, response.headers.get("ETag", ""), body_of(response)
