"""The secret link by which somebody without an account comes back to a request: signed, and kept in no column.

It stands in the letters to that person, which go when the words of the request go.
"""

from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer

from cms.content.languages import site_address

SIGNER: Final = Signer(sep=".", salt="cms.support.request")
LONGEST: Final = 100


def token_of(number: str) -> str:
    """What opens the request with this number; whoever has it, has the request."""
    return SIGNER.sign(number)


def number_in(token: str) -> str | None:
    """The number that a token opens; None for what we didn't sign."""
    try:
        return SIGNER.unsign(token[:LONGEST])
    except BadSignature:
        return None


def link_to(number: str, *, locale: str) -> str:
    """The page of a request on the site. The token stands behind the "?", which no log of ours keeps."""
    return f"{settings.PUBLIC_SITE_URL}{site_address(locale, '/support/request')}?key={token_of(number)}"
