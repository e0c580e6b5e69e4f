"""A4 sheets that are filled from top to bottom: headings, paragraphs, facts, tables and scales."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from infra.deliveries.documents import Document
from infra.deliveries.pdf.text import bold_font, lines, printable, regular_font, runs, shortened, width
from infra.deliveries.pdf.wording import say

_WIDTH, _HEIGHT = A4
_MARGIN = 56.0
_BOTTOM = 68.0
_INNER = _WIDTH - 2 * _MARGIN
_INK = HexColor("#1f2933")
_FAINT = HexColor("#66727f")
_RULE = HexColor("#d5dbe1")
_STRIPE = HexColor("#f3f5f8")
_SIZE = 9.5
_LEADING = 13.5


class Sheet:
    """One document being written; a new page starts by itself."""

    def __init__(self, document: Document, *, title: str, name: str, kicker: str, colour: str) -> None:
        self._buffer = BytesIO()
        self._language = document.language
        self._font, self._bold = regular_font(document.language), bold_font(document.language)
        self._accent = HexColor(colour)
        self._footer = f"{document.document_id} · {document.document_date.isoformat()}"
        # Compression is off because its bytes depend on the zlib at hand; invariant leaves out time and random ids.
        self._canvas = Canvas(self._buffer, pagesize=A4, invariant=1, pageCompression=0, lang=document.language)
        self._canvas.setTitle(f"{title} – {name}")
        self._canvas.setAuthor("Demo Information Provider")
        self._canvas.setSubject(say("illustrative", document.language))
        self._page = 1
        self._y = 0.0
        self._band(title, name, kicker)

    def finish(self) -> bytes:
        """The bytes of the PDF."""
        self._end_page()
        self._canvas.save()
        return self._buffer.getvalue()

    def heading(self, text: str, *, keep: float = 64) -> None:
        """A heading that stays on one page with what follows it, as many points high as `keep`."""
        self._room(keep)
        self._y -= 12
        self._write(text, _MARGIN, self._bold, 12, self._accent)
        self._y -= 6
        self._line(self._y, self._accent, 0.6)
        self._y -= 14

    def paragraph(self, text: str) -> None:
        """Running text over the full width."""
        for line in lines(text, self._font, _SIZE, _INNER):
            self._room(_LEADING)
            self._write(line, _MARGIN, self._font, _SIZE, _INK)
            self._y -= _LEADING
        self._y -= 4

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Label and value side by side; rows without a value are left out."""
        label_width = _INNER * 0.34
        for label, value in rows:
            if not value:
                continue
            broken = lines(value, self._font, _SIZE, _INNER - label_width)
            self._room(_LEADING * len(broken) + 6)
            self._write(label, _MARGIN, self._bold, _SIZE, _FAINT)
            for line in broken:
                self._write(line, _MARGIN + label_width, self._font, _SIZE, _INK)
                self._y -= _LEADING
            self._line(self._y + 8, _RULE, 0.4)
            self._y -= 4
        self._y -= 4

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        """Columns of these shares of the width; all but the first two are set flush right."""
        self._row(header, shares, self._bold, white, self._accent)
        for number, row in enumerate(rows):
            if self._room(18):
                self._row(header, shares, self._bold, white, self._accent)
            self._row(row, shares, self._font, _INK, _STRIPE if number % 2 else None)
        self._y -= 8

    def scale(self, level: int, low: str, high: str) -> None:
        """Five boxes with the level filled: the risk scale of key facts."""
        self._room(44)
        box = _INNER / 5
        self._y -= 14
        for number in range(1, 6):
            chosen = number == level
            left = _MARGIN + (number - 1) * box
            self._box(left, self._y, box - 4, 20, self._accent if chosen else _STRIPE)
            self._write_at(str(number), left + box / 2 - 5, self._y + 6, self._bold, white if chosen else _FAINT)
        self._y -= 12
        self._write(low, _MARGIN, self._font, 8, _FAINT)
        self._write(high, _WIDTH - _MARGIN - 4 - width(high, self._font, 8), self._font, 8, _FAINT)
        self._y -= 14

    def bars(self, values: Sequence[tuple[str, int]]) -> None:
        """A column chart of whole numbers with its labels below."""
        self._room(130)
        highest = max(value for _, value in values)
        step = _INNER / len(values)
        base = self._y - 100
        for number, (label, value) in enumerate(values):
            left = _MARGIN + number * step
            self._box(left + 3, base, step - 6, 90 * value / highest, self._accent)
            self._write_at(label, left + 4, base - 11, self._font, _FAINT, size=7)
        self._line(base, _RULE, 0.6)
        self._y = base - 26

    def _band(self, title: str, name: str, kicker: str) -> None:
        """The coloured head of the first page, with the line that no reader may miss below it."""
        name_lines = lines(name, self._bold, 19, _INNER)
        height = 104 + 24 * len(name_lines)
        self._box(0, _HEIGHT - height, _WIDTH, height, self._accent)
        self._y = _HEIGHT - 48
        self._write(title, _MARGIN, self._font, 12, white)
        self._y -= 30
        for line in name_lines:
            self._write(line, _MARGIN, self._bold, 19, white)
            self._y -= 24
        self._write(kicker, _MARGIN, self._font, 10, white)
        self._y = _HEIGHT - height - 24
        self._write(say("illustrative", self._language), _MARGIN, self._bold, 8.5, _FAINT)
        self._y -= 14

    def _row(self, cells: Sequence[str], shares: Sequence[float], font: str, colour: Color, fill: Color | None) -> None:
        if fill is not None:
            self._box(_MARGIN, self._y - 6, _INNER, 18, fill)
        left = _MARGIN
        for number, (cell, share) in enumerate(zip(cells, shares, strict=True)):
            column = _INNER * share
            text = shortened(cell, font, 8.5, column - 8)
            flush = column - 4 - width(text, font, 8.5) if number > 1 else 4
            self._write_at(text, left + flush, self._y, font, colour, size=8.5)
            left += column
        self._y -= 18

    def _room(self, height: float) -> bool:
        """True if a new page had to be started for something this high."""
        if self._y - height > _BOTTOM:
            return False
        self._end_page()
        self._page += 1
        self._y = _HEIGHT - 64
        return True

    def _end_page(self) -> None:
        self._y = 44
        self._line(58, _RULE, 0.6)
        page = f"{self._footer} · {self._page}"
        page_left = _WIDTH - _MARGIN - width(page, "Helvetica", 7)
        notice = shortened(say("illustrative", self._language), self._font, 7, page_left - _MARGIN - 12)
        self._write(notice, _MARGIN, self._font, 7, _FAINT)
        self._write(page, page_left, "Helvetica", 7, _FAINT)
        self._canvas.showPage()

    def _write(self, text: str, left: float, font: str, size: float, colour: Color) -> None:
        self._write_at(text, left, self._y, font, colour, size=size)

    def _write_at(self, text: str, left: float, bottom: float, font: str, colour: Color, *, size: float = 10) -> None:
        self._canvas.setFillColor(colour)
        for run, run_font in runs(printable(text, font), font):
            self._canvas.setFont(run_font, size)
            self._canvas.drawString(left, bottom, run)
            left += width(run, run_font, size)

    def _box(self, left: float, bottom: float, wide: float, high: float, colour: Color) -> None:
        self._canvas.setFillColor(colour)
        self._canvas.rect(left, bottom, wide, high, stroke=0, fill=1)

    def _line(self, height: float, colour: Color, thickness: float) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(_MARGIN, height, _WIDTH - _MARGIN, height)
