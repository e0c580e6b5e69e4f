"""How we prove who we are at a provider's site: from the environment or from files that it names, never stored."""

import os
import re
from pathlib import Path

from msgspec import Struct


class Credentials(Struct, frozen=True):
    """A private key or a password, as text or in a file; a key goes before a password."""

    private_key: str = ""
    private_key_file: str = ""
    password: str = ""
    password_file: str = ""

    def secret(self) -> str:
        """The password; raises `OSError` or `ValueError` when its file can't be read."""
        if self.password or not self.password_file:
            return self.password
        return Path(self.password_file).read_text().partition("\n")[0]

    def __repr__(self) -> str:
        return "Credentials(…)"


def credentials_for(code: str, *, prefix: str) -> Credentials:
    """Those of the provider, `<PREFIX>_PASSWORD_<CODE>` and the like; those without a code when it has none.

    In names of variables the hyphens of a code are underscores.
    """
    own = _stated(prefix, "_" + re.sub(r"[^A-Z0-9]", "_", code.upper()))
    return own if own != Credentials() else _stated(prefix, "")


def _stated(prefix: str, suffix: str) -> Credentials:
    def variable(kind: str) -> str:
        return os.environ.get(f"{prefix}_{kind}{suffix}", "")

    return Credentials(
        private_key=variable("PRIVATE_KEY"),
        private_key_file=variable("PRIVATE_KEY_FILE"),
        password=variable("PASSWORD"),
        password_file=variable("PASSWORD_FILE"),
    )
