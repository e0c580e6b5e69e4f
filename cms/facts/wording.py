"""Values as people read them: durations, sizes, keys of JSON, language maps."""

import re
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.timezone import localtime

_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
MINUTE = 60


def duration(seconds: float | None) -> str:
    """A length of time: "0.04 s", "12.3 s", "2 min 05 s"."""
    if seconds is None:
        return ""
    if seconds < 1:
        return f"{seconds:.2f} s"
    if seconds < MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), MINUTE)
    return f"{minutes} min {rest:02} s"


def label(key: str) -> str:
    """A key of a record as words: "fundDomicileAlpha2" becomes "Fund domicile alpha2"."""
    words = _WORD_BREAK.sub(" ", key.replace("_", " ")).split()
    spoken = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)
    return spoken[:1].upper() + spoken[1:]


def value(content: Any) -> str:
    """A value of a record on one line: language maps, amounts and lists are joined, yes and no are words."""
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, dict):
        return _mapping(content)
    if isinstance(content, list):
        return "; ".join(value(entry) for entry in content)
    return "" if content is None else str(content)


def _mapping(content: dict[str, Any]) -> str:
    if set(content) == {"en"}:
        return value(content["en"])
    if {"value", "currency"} <= set(content):
        on = f" on {day(content['date'])}" if content.get("date") else ""
        return f"{amount(content['value'])} {content['currency']}{on}"
    is_language_map = all(_LANGUAGE.fullmatch(key) for key in content)
    return " · ".join(f"{key if is_language_map else label(key)}: {value(entry)}" for key, entry in content.items())


def amount(number: str) -> str:
    """A decimal string with its thousands apart: "6533710.48" becomes "6,533,710.48"."""
    whole, point, fraction = str(number).partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole.lstrip("-").isdecimal() else str(number)


def day(written: str) -> str:
    """A day of a record as screens show days: "2026-11-17" becomes "17 Nov 2026"; anything else stays as it came."""
    try:
        return date_format(date.fromisoformat(str(written)))
    except ValueError:
        return str(written)


def moment(written: str) -> str:
    """A moment of a record as screens show moments, to the second: "2026-11-17T01:02:03.45Z" becomes
    "17 Nov 2026, 09:02:03 HKT" in Hong Kong; anything else stays as it came, a day and a time without a zone too."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    return date_format(localtime(at), "j M Y, H:i:s T") if at.tzinfo else written


def size(count: int) -> str:
    """A number of bytes as KB or MB."""
    return str(filesizeformat(count))


def share(part: float) -> str:
    """A share of 0 to 1 in percent."""
    return f"{part:.1%}"
