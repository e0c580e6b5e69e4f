"""Text on a page: fonts, widths and line breaks, for Latin and Chinese."""

import re
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

# One of the fonts that every PDF reader brings for Traditional Chinese: nothing to embed, nothing to ship.
_CHINESE_FONT = "MSung-Light"
_PIECE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+|\s+")
_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]+")
_RUN = re.compile(r"[\u3000-\u9fff\uff00-\uffef]+|[^\u3000-\u9fff\uff00-\uffef]+")
_NOT_AT_LINE_START = frozenset("，。、；：）」』！？")


def regular_font(language: str) -> str:
    """The font for running text in this language."""
    return _chinese_font() if language.startswith("zh") else "Helvetica"


def bold_font(language: str) -> str:
    """The font for headings in this language."""
    return _chinese_font() if language.startswith("zh") else "Helvetica-Bold"


def printable(text: str, font: str) -> str:
    """The text without the characters that the font can't show."""
    return "".join(char for char in text if _is_latin(char) or (font == _CHINESE_FONT and _CHINESE.match(char)))


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """The text in stretches with the font of each: Latin within Chinese is set in Helvetica."""
    if font != _CHINESE_FONT:
        return [(text, font)]
    return [(run, font if _CHINESE.match(run) else "Helvetica") for run in _RUN.findall(text)]


def width(text: str, font: str, size: float) -> float:
    """Width in points."""
    return sum(float(pdfmetrics.stringWidth(run, run_font, size)) for run, run_font in runs(text, font))


def lines(text: str, font: str, size: float, limit: float) -> list[str]:
    """The text broken between words, or between Chinese characters, so that no line is wider than the limit."""
    broken: list[str] = []
    line = ""
    for piece in _PIECE.findall(printable(text, font)):
        fits = width((line + piece).rstrip(), font, size) <= limit
        if fits or not line or piece in _NOT_AT_LINE_START:
            line += piece
        else:
            broken.append(line.rstrip())
            line = piece.lstrip()
    return [*broken, line.rstrip()] if line.strip() else broken


def shortened(text: str, font: str, size: float, limit: float) -> str:
    """The text in one line, cut with an ellipsis if it is too wide."""
    text = printable(text, font)
    if width(text, font, size) <= limit:
        return text
    while text and width(f"{text}…", font, size) > limit:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _is_latin(char: str) -> bool:
    return bool(char.encode("cp1252", "ignore"))


@cache
def _chinese_font() -> str:
    font = UnicodeCIDFont(_CHINESE_FONT)
    # The library pairs this Traditional font with the Simplified character map, which readers refuse.
    font.encodingName = "UniCNS-UCS2-H"
    pdfmetrics.registerFont(font)
    return _CHINESE_FONT
