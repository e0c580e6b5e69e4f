"""The trouble of a source that can't be reached, and which names are safe to ask for."""

from typing import Self

from ..errors import Unavailable
from ..records.findings import halt


class SourceUnavailable(Unavailable):
    """The provider's site can't be reached, or broke off."""

    @classmethod
    def because(cls, message: str, *, code: str = "source.unavailable", file: str = "") -> Self:
        """The error with its one finding."""
        return cls([halt(code, message, file=file)])


def is_safe_name(name: str) -> bool:
    """Whether a listed name is a plain file name: no path, no NUL, no leading dot."""
    return bool(name) and not name.startswith(".") and not any(character in name for character in "/\\\0")
