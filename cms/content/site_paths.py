"""Paths of the public site without a language's prefix: which ones editors may name, and how they are written."""

import re
from typing import Final

from django.core.exceptions import ValidationError

RESERVED: Final = frozenset(
    {
        *("api", "changes", "compare", "data", "deauthorised", "dev", "documents", "faq", "funds", "healthz"),
        *(
            "favicon",
            "help",
            "houses",
            "internal",
            "legal",
            "preview",
            "search",
            "sitemaps",
            "status",
            "suggest",
            "support",
            "verify",
            "zh-hant",
        ),
    }
)
"""Beginnings of addresses at which the site itself shows something."""

NOT_OF_THE_SITE: Final = frozenset({"api", "dev", "healthz", "internal", "preview", "suggest", "zh-hant"})
SEGMENT: Final = r"[^\s/?#%\\\x00-\x1f\x7f]+"
OLD: Final = re.compile(rf"/(?:{SEGMENT}/)+")
PLACE: Final = re.compile(rf"/(?:{SEGMENT}/)*(?:{SEGMENT})?(?:\?[^\s#%\\\x00-\x1f\x7f]*)?")


def old_path(said: str) -> str:
    """The path as addresses of pages are written, such as `/about-us/`; raises `ValidationError`."""
    path = f"/{said.strip().strip('/')}/"
    if not OLD.fullmatch(path) or _has_dots(path):
        raise ValidationError("Give a path of this site, such as /about-us/, without “?”, “#” and “%”.")
    if (first := _first(path)) in RESERVED:
        raise ValidationError(f"The site itself shows something below “/{first}”: nothing there can lead elsewhere.")
    return path


def place(said: str) -> str:
    """A path of this site with its question, such as `/funds?assetClass=Equity`; raises `ValidationError`."""
    path = said.strip()
    if not PLACE.fullmatch(path) or _has_dots(path.partition("?")[0]):
        raise ValidationError("Give a path of this site that begins with one “/”, without host, “#” and “%”.")
    if _first(path) in NOT_OF_THE_SITE:
        raise ValidationError("Readers can't be led there. A path has no language: readers stay in theirs.")
    return path


def _first(path: str) -> str:
    return re.split(r"[/?]", path[1:], maxsplit=1)[0].lower()


def _has_dots(path: str) -> bool:
    return not {".", ".."}.isdisjoint(path.split("/"))
