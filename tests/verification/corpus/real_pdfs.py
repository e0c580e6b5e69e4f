"""The real bad PDFs, which lie beside the clone: those that must be held, and those that are odd but open."""

from pathlib import Path

PLACE = Path(__file__).parents[4] / "shared" / "data" / "pdfs" / "bad"

HELD_BACK = (
    "derived_bad_magic", "derived_html_error_page", "derived_truncated", "pdfplumber_empty",
    "pikepdf_fuzz_378014596", "pikepdf_graph-encrypted", "sample-files_libreoffice-writer-password",
)  # fmt: skip
ODD = (
    "pdfplumber_issue-297-example", "pikepdf_content-stream-errors", "pikepdf_cyclic-toc",
    "pikepdf_invalid_creationdate",
)  # fmt: skip


def content(name: str) -> bytes:
    """The file's bytes; fails in words where the neighbour of the clone is missing."""
    path = PLACE / f"{name}.pdf"
    assert path.is_file(), f"{path} is missing: the real bad PDFs must lie beside the clone"
    return path.read_bytes()
