"""Where texts and pictures are read in the admin."""

from typing import Final

from django.urls import reverse

PAGE: Final = "manual_page"
PICTURE: Final = "manual_picture"


def address_of(name: str, anchor: str = "") -> str:
    """The page of the text with this name below `docs/`, or one of its headings."""
    return reverse(PAGE, args=[name]) + (f"#{anchor}" if anchor else "")


def picture_of(name: str) -> str:
    """The picture with this name below `docs/`."""
    return reverse(PICTURE, args=[name])
