"""What caches are told of the headers on which an answer depends."""

from functools import lru_cache

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers


def vary_on(answer: HttpResponseBase, header: str) -> None:
    """Tell caches that the answer depends on this header, too."""
    answer.headers["Vary"] = _with(answer.get("Vary", ""), header)


@lru_cache(maxsize=64)
def _with(said: str, header: str) -> str:
    """As Django puts them together; few are ever said, and all by ourselves."""
    bare = HttpResponse(headers={"Vary": said} if said else None)
    patch_vary_headers(bare, [header])
    return bare["Vary"]
