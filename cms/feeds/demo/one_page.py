"""A PDF of one page, drawn the same way every time."""

from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

A4 = (595, 842)


def one_page(*, title: str, lines: tuple[str, ...]) -> bytes:
    """The page with its title and lines of text, in plain Latin letters."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = pdf.make_stream(_drawn(title, lines))
    written = BytesIO()
    pdf.save(written, deterministic_id=True)
    return written.getvalue()


def _drawn(title: str, lines: tuple[str, ...]) -> bytes:
    text = " T* ".join(f"({line}) Tj" for line in lines)
    return f"BT /F1 20 Tf 60 760 Td ({title}) Tj 0 -40 Td /F1 11 Tf 16 TL {text} ET".encode("ascii")
