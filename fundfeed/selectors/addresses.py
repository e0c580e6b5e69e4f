"""Where the public finds things, relative to the host of the API."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

API = "/api/v1"


def fund_address(fund_id: str) -> str:
    """One fund."""
    return f"{API}/funds/{fund_id}/"


def umbrella_address(umbrella_id: str) -> str:
    """One umbrella."""
    return f"{API}/umbrellas/{quote(umbrella_id, safe='')}/"


def house_address(slug: str) -> str:
    """One fund house."""
    return f"{API}/fund-groups/{quote(slug, safe='')}/"


def funds_address(name: str, values: Iterable[str]) -> str:
    """The funds that have one of these values of a filter."""
    return f"{API}/funds/?{urlencode([(name, value) for value in values])}"
