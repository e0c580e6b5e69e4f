"""The languages of public content: how Wagtail, the wire and the site's addresses write them."""

from typing import Final, Literal

Tag = Literal["en", "zh-Hant"]

TAGS: Final[dict[str, Tag]] = {"en": "en", "zh-hant": "zh-Hant"}
"""BCP 47 tags, as the API says them, by Wagtail's language codes; the first one is the fall-back."""

FALLBACK: Final[Tag] = "en"


def site_address(tag: str, path: str) -> str:
    """The address on the public site of a path such as `/about/`: other languages stand below a prefix."""
    return path if tag == FALLBACK else f"/{tag.lower()}{path}"
