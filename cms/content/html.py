"""Rich text as the public gets it: links resolved, and nothing but the elements named here."""

from collections.abc import Callable
from typing import Final

from bs4 import BeautifulSoup, Tag

ELEMENTS: Final = frozenset({"p", "h2", "h3", "h4", "b", "strong", "i", "em", "ul", "ol", "li", "a", "br", "hr"})
SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")
FEATURES: Final = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "hr", "link"]
FEATURES_IN_BRIEF: Final = ["bold", "italic", "link", "ol", "ul"]

PageAddress = Callable[[int], str | None]


def public_html(stored: str, *, address_of_page: PageAddress) -> str:
    """Safe HTML of Wagtail's stored rich text; a link to what isn't public becomes plain text."""
    soup = BeautifulSoup(stored, "html.parser")
    for element in soup.find_all(True):
        if element.name not in ELEMENTS:
            element.unwrap() if element.name not in ("script", "style", "embed") else element.decompose()
        elif element.name == "a":
            _link(element, address_of_page)
        else:
            element.attrs = {}
    return str(soup).strip()


def _link(element: Tag, address_of_page: PageAddress) -> None:
    href = _address(element, address_of_page)
    element.attrs = {}
    if href is None:
        element.unwrap()
        return
    element["href"] = href
    if href.startswith("http"):
        element["rel"] = "noopener"


def _address(element: Tag, address_of_page: PageAddress) -> str | None:
    if element.get("linktype") == "page":
        number = str(element.get("id", ""))
        return address_of_page(int(number)) if number.isdigit() else None
    href = str(element.get("href", "")).strip()
    return href if href.lower().startswith(SCHEMES) else None
