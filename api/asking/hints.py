"""Did you mean: the known name that an unknown one was probably meant to be."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

ELSEWHERE: Final = {
    **dict.fromkeys(("lang", "language"), ("lang", "locale")),
    **dict.fromkeys(("q", "query", "text", "name"), ("search", "id")),
    **dict.fromkeys(("limit", "size", "perpage", "count"), ("pageSize",)),
    **dict.fromkeys(("page", "offset", "after", "start"), ("cursor",)),
    **dict.fromkeys(("sort", "sortby", "order", "orderby"), ("ordering",)),
    **dict.fromkeys(("date", "day", "at"), ("asOf",)),
    **dict.fromkeys(("isin", "lei", "ticker"), ("id", "search")),
    **dict.fromkeys(("currency",), ("fundCurrency",)),
    **dict.fromkeys(("domicile", "country"), ("fundDomicileAlpha2",)),
    **dict.fromkeys(("house", "manager", "fundhouse"), ("fundGroupName",)),
    **dict.fromkeys(("include", "select", "columns"), ("fields",)),
}
LONGEST: Final = 40
NEAR: Final = 0.7


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The one of `known` that is spelt most like `name`, or is what other APIs call so; None when none is near."""
    others = ELSEWHERE.get("".join(filter(str.isalnum, name)).lower(), ())
    meant = next((one for one in others if one in known), None)
    if meant or len(name) > LONGEST:
        return meant
    spelt = {one.lower(): one for one in known}
    return next((spelt[near] for near in get_close_matches(name.lower(), spelt, n=1, cutoff=NEAR)), None)


def hint(name: str, known: Sequence[str]) -> str:
    """A sentence to put behind a refusal; empty when nothing is near."""
    near = nearest(name, known)
    return f" Did you mean `{near}`?" if near else ""
