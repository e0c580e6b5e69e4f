"""Passwords that anybody would guess who knows what this is and who runs it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from .roles import ROLES

SHORTEST_WORD = 4
WORDS = ("fundrepository", "repository", "wagtail", "exchange", "regulator")


class NotAboutThisPlaceValidator:
    """Refuses a password that is little more than words of this product, its roles and its own addresses."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - the signature is Django's
        """Raises `ValidationError` when less than half of it is left without those words."""
        left = plain = "".join(filter(str.isalnum, password.casefold()))
        for word in words():
            left = left.replace(word, "")
        if 2 * len(left) < len(plain):
            raise ValidationError(self.get_help_text(), code="password_about_this_place")

    def get_help_text(self) -> str:
        """What is asked for, before and after."""
        return "Your password can't be made of the names of this repository, its roles or its addresses."


def words() -> list[str]:
    """The longest first, so that a part of one is not taken out before the whole."""
    hosts = [urlsplit(address).hostname or "" for address in (settings.PUBLIC_SITE_URL, settings.PUBLIC_API_URL)]
    parts = [part for text in (*ROLES, *hosts, "fund") for part in text.casefold().replace(".", " ").split()]
    return sorted({*WORDS, *(part for part in parts if len(part) >= SHORTEST_WORD)}, key=len, reverse=True)
