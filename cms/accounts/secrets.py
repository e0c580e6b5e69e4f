"""Encryption of what the database should not give away by itself."""

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.encoding import force_bytes

if TYPE_CHECKING:  # six megabytes, which whoever only reads the record doesn't need
    from cryptography.fernet import Fernet, MultiFernet

SECOND_FACTORS: Final = "second factors"


def encrypt(text: str, *, purpose: str = SECOND_FACTORS) -> str:
    """Text that only this installation can read, by its `SECRET_KEY`, and only for the same purpose."""
    return _keys(purpose).encrypt(text.encode()).decode()


def decrypt(text: str, *, purpose: str = SECOND_FACTORS) -> str:
    """What `encrypt` was given; older keys are those of `SECRET_KEY_FALLBACKS`."""
    return _keys(purpose).decrypt(text.encode()).decode()


def _keys(purpose: str) -> "MultiFernet":
    from cryptography.fernet import MultiFernet

    return MultiFernet([_key(secret, purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes, purpose: str) -> "Fernet":
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}:".encode() + force_bytes(secret)).digest()))
