"""Which browser on which system somebody uses, in words a person recognises; versions are left out."""

import re
from typing import Final

# The first that matches: most browsers also claim to be those that stand further down.
BROWSERS: Final = (
    ("Edge", r"\bEdg(A|iOS|e)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Headless)?(Chrome|CriOS|Chromium)/"),
    ("Safari", r"\bVersion/\S+.* Safari/"),
)
SYSTEMS: Final = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("macOS", r"\bMac OS X\b"),
    ("Linux", r"\bLinux\b"),
)
LONGEST: Final = 1000


def browser_of(user_agent: str) -> str:
    """ "Firefox on Windows"; what isn't known is called another browser, or another system."""
    said = user_agent[:LONGEST]
    return f"{_first(BROWSERS, said) or 'Another browser'} on {_first(SYSTEMS, said) or 'another system'}"


def _first(known: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for name, pattern in known if re.search(pattern, said)), "")
