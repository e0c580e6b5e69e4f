"""What the public reads of one time of maintenance, in its languages; the reason is what two people approved."""

from datetime import datetime
from typing import Final, Literal

from django.utils import timezone
from msgspec import Struct

from .occurrences import Occurrence

Language = Literal["en", "zh-Hant"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh-Hant")
MOMENT: Final[dict[Language, str]] = {
    "en": "{at:%-d %B %Y, %H:%M %Z}",
    "zh-Hant": "{at:%Y年%-m月%-d日 %H:%M}（{at:%Z}）",
}
TITLES: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "ahead": "Maintenance is planned",
        "now": "Maintenance is under way",
        "longer": "Maintenance takes longer than planned",
    },
    "zh-Hant": {"ahead": "維護預告", "now": "正在進行維護", "longer": "維護時間延長"},
}
TIMES: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "ahead": "From {start}, expected until {end}.",
        "now": "Expected until {end}.",
        "longer": "Expected until {end}.",
    },
    "zh-Hant": {
        "ahead": "由 {start} 起，預計至 {end}。",
        "now": "預計 {end} 恢復。",
        "longer": "預計 {end} 恢復。",
    },
}


class Told(Struct, frozen=True):
    """A title, the reason, and when."""

    title: str
    reason: str
    times: str


def told(one: Occurrence, language: Language, *, at: datetime) -> Told:
    """One time of maintenance in one language, as it stands at that moment."""
    step = "ahead" if at < one.starts_at else "longer" if one.is_longer else "now"
    reason = one.window.message_en if language == "en" else one.window.message_zh_hant
    times = TIMES[language][step].format(start=_moment(one.starts_at, language), end=_moment(one.ends_at, language))
    return Told(TITLES[language][step], reason, times)


def _moment(at: datetime, language: Language) -> str:
    return MOMENT[language].format(at=timezone.localtime(at))
