"""Where an image is found: for good when something public shows it, else by an address that soon ends.

An upload alone puts nothing on the public host for good: that needs a second person.
"""

import re
from typing import Final

from django.core.signing import BadSignature, TimestampSigner

PLACE: Final = "/api/v1/images/"
SECONDS: Final = 60 * 60  # an editor's screen stays open a while; a preview ends sooner
_SIGNER = TimestampSigner(salt="an image that isn't public")
_IN_JSON = re.compile(rb'"(/api/v1/images/([0-9a-f]{64})\.[a-z]+)"')


def public_address(*, sha256: str, suffix: str) -> str:
    """The address below the host of the API."""
    return f"{PLACE}{sha256}{suffix}"


def passing_address(*, sha256: str, suffix: str) -> str:
    """The same with a signature that is good for an hour, for those who see what isn't public."""
    return f"{public_address(sha256=sha256, suffix=suffix)}?draft={_signature(sha256)}"


def with_passing_addresses(body: bytes) -> bytes:
    """JSON of a draft whose images are found as long as it is looked at."""
    return _IN_JSON.sub(lambda found: b'"%b?draft=%b"' % (found[1], _signature(found[2].decode()).encode()), body)


def is_passing(*, sha256: str, signature: str) -> bool:
    """Whether the signature is ours, for this image, and not too old."""
    try:
        return _SIGNER.unsign(f"{sha256}:{signature}", max_age=SECONDS) == sha256
    except BadSignature:
        return False


def _signature(sha256: str) -> str:
    return _SIGNER.sign(sha256).removeprefix(f"{sha256}:")
