"""A state as a word with a colour and an icon, so that colour never stands alone."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "bad", "caution", "notice", "plain"]

ICONS: dict[Tone, str] = {
    "good": "circle-check",
    "bad": "circle-xmark",
    "caution": "warning",
    "notice": "info-circle",
    "plain": "minus",
}


@dataclass(frozen=True)
class Badge:
    """One state: its word, and how much attention it wants."""

    word: str
    tone: Tone = "plain"

    @property
    def icon(self) -> str:
        """The name of the icon that says the same as the colour."""
        return ICONS[self.tone]

    def __str__(self) -> str:
        return self.word
