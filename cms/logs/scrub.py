"""What no log line says: secrets, people's addresses, and characters that could pass for a line of their own."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

# Names under which secrets, people and whole orders travel; of a person a line says the id and nothing else.
SECRET: Final = re.compile(r"(?i)pass(word|phrase)?$|secret|token|authorization|cookie|private_key|session_?key|csrf")
UNTOLD: Final = frozenset(
    (
        "by",
        "approved_by",
        "actor",
        "username",
        "email",
        "recipients",
        "user",
        "client_ip",
        "ip_address",
        "request",
        "data",
    )
)
HIDDEN: Final = "(secret)"
DEEPEST: Final = 4
LONGEST: Final = 8000
_UNSAFE: Final = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs"))
_ADMINS: Final = r"(/admin/sign-in/password/reset/)(?!sent/|done/)[^/\s?\"']+"
_RULES: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), rf"\1 {HIDDEN}"),
    (re.compile(r"\b(frk_\w{8})_[\w-]+"), rf"\1_{HIDDEN}"),
    (re.compile(r"\bwhsec_[\w+/=-]+"), f"whsec_{HIDDEN}"),
    (re.compile(r"//[^/@\s]+@"), f"//{HIDDEN}@"),
    (re.compile(r"(?i)\b(\w*(?:token|password|secret|key|sessionid|code)=)[^\s&;,\"')]+"), rf"\1{HIDDEN}"),
    # What PostgreSQL says of a row that is there already, and of one that a constraint refuses.
    (re.compile(r"(Key \([^()]*\))=\([^)]*\)"), rf"\1={HIDDEN}"),
    (re.compile(r"(Failing row contains )\(.*?(?:\)\.(?=\n|\Z)|\Z)", re.DOTALL), rf"\1{HIDDEN}"),
    (re.compile(_ADMINS), rf"\1{HIDDEN}"),
    # Tokens of links are random and have capitals; the slugs of our pages have none.
    (re.compile(r"/(?=[\w:.-]*[A-Z])[\w:.-]{32,}(?=[/?\s\"']|$)"), f"/{HIDDEN}"),
    # It begins at a word's beginning only: else a long address of a page, which anybody can ask for, takes seconds.
    (re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(\.[\w-]+)+"), "(address)"),
)


def clean(value: Any, *, depth: int = 0) -> Any:
    """A value as a line may hold it: numbers as they are, text without secrets, the rest as text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping) and depth < DEEPEST:
        return {
            str(key): HIDDEN if SECRET.search(str(key)) else clean(one, depth=depth + 1) for key, one in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset) and depth < DEEPEST:
        return [clean(one, depth=depth + 1) for one in value]
    return clean_text(str(value))


def clean_text(text: str) -> str:
    """Text without secrets, addresses of people, and characters that a terminal or a reader of lines would obey."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    if not text.isprintable():
        text = "".join(_visible(letter) for letter in text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _visible(letter: str) -> str:
    """JSON escapes a line's end by itself; what it leaves as it is, a terminal might obey."""
    if letter in "\n\t" or unicodedata.category(letter) not in _UNSAFE:
        return letter
    return f"\\u{ord(letter):04x}"
