"""The form's own token: when it was made, signed, so that what fills forms in no time is told from people."""

import hashlib
from datetime import timedelta
from secrets import token_urlsafe
from typing import Final

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

SIGNER: Final = TimestampSigner(sep=".", salt="cms.support.form")
SOONEST: Final = timedelta(seconds=3)
LATEST: Final = timedelta(hours=12)


class FormError(ValueError):
    """A form that isn't ours, too old, or filled in faster than anybody writes; the message says which."""


def new_form() -> str:
    """A token for one form."""
    return SIGNER.sign(token_urlsafe(12))


def digest_of(token: str) -> str:
    """The name under which a form counts once; raises `FormError`."""
    try:
        SIGNER.unsign(token, max_age=LATEST)
    except SignatureExpired as error:
        raise FormError("This form was opened too long ago: open it anew.") from error
    except BadSignature as error:
        raise FormError("This form isn't one of ours: open it anew.") from error
    if _is_fresh(token):
        raise FormError("This was filled in faster than anybody writes: wait a moment and send it again.")
    return hashlib.sha256(token.encode()).hexdigest()


def _is_fresh(token: str) -> bool:
    """Whether the form was made a moment ago."""
    try:
        SIGNER.unsign(token, max_age=SOONEST)
    except SignatureExpired:
        return False
    return True
