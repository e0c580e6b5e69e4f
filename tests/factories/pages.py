"""Walking through the pages of a list as a reader would."""

from typing import Any

from django.test import Client

from tests.factories.public_answers import API, get

Json = dict[str, Any]


def listed(query: str = "") -> list[str]:
    """Ids of the funds on all pages, in order."""
    return [fund["fundId"] for page in forward(query) for fund in page["results"]]


def forward(query: str = "") -> list[Json]:
    """All pages from the first to the last."""
    pages = [get(f"/funds/?{query}")]
    while pages[-1]["next"]:
        pages.append(_follow(pages[-1]["next"]))
    return pages


def back(last: Json) -> list[Json]:
    """All pages from this one to the first, in that order."""
    pages = [last]
    while pages[-1]["previous"]:
        pages.append(_follow(pages[-1]["previous"]))
    return pages


def facet(query: str, name: str) -> dict[str, int]:
    """The counts of one facet."""
    return {entry["value"]: entry["count"] for entry in get(f"/funds/facets/?{query}")["facets"][name]}


def problem(address: str) -> Json:
    """The problem with which an address is refused; its status is checked against the answer's."""
    response = Client().get(f"{API}{address}")
    assert response["Content-Type"] == "application/problem+json", (response.status_code, response.content)
    found: Json = response.json()
    assert found["status"] == response.status_code
    return found


def _follow(address: str) -> Json:
    found: Json = Client().get(address).json()
    return found
