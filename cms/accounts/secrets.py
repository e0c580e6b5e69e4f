"""Encryption of what the database should not give away by itself."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def encrypt(text: str) -> str:
    """Text that only this installation can read, by its `SECRET_KEY`."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """What `encrypt` was given; older keys are those of `SECRET_KEY_FALLBACKS`."""
    return _keys().decrypt(text.encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> Fernet:
    purpose = b"second factors:" + force_bytes(secret)
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(purpose).digest()))
