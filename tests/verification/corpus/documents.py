"""Document records and the PDFs that they name."""

from collections.abc import Callable
from functools import partial

from tests.factories import pdfs
from tests.factories.site import Site

from . import real_pdfs
from .making import HELD, Break, Fault, delivered, in_document, set_at

SHAPE = "record.shape"


def value(path: str, content: object, code: str = SHAPE) -> Fault:
    return Fault(in_document(set_at(path, content)), HELD, code)


def replacing(content: Callable[[], bytes], *, name: str = "") -> Break:
    """The victim's document becomes these bytes, under their own name unless told otherwise."""

    def replace(site: Site) -> None:
        made = content()
        file_name = name or pdfs.file_name(made)
        record = site.delivery.documents["documents"][1]
        record.update({"fileName": file_name, "checksum": None, "sizeInBytes": None})
        site.delivery.files[file_name] = made

    return delivered(replace)


def announced_only(site: Site) -> None:
    """The file that the record names isn't there."""
    site.delivery.documents["documents"][1].update({"fileName": f"{'a' * 64}.pdf", "checksum": None})


def doubled(site: Site) -> None:
    records = site.delivery.documents["documents"]
    records.append(records[1] | {"version": "2"})


NAMES = {
    "with_a_path": "../../etc/passwd.pdf", "in_capitals": f"{'A' * 64}.pdf", "without_a_digest": "prospectus.pdf",
    "of_another_kind": f"{'a' * 64}.exe", "with_nothing": "", "with_two_dots": f"{'a' * 64}.pdf.pdf",
    "with_a_line_break": f"{'a' * 64}.pdf\n", "of_a_drive": "C:\\prospectus.pdf",
}  # fmt: skip
RECORDS = {
    "of_unknown_type": ("documentType", "XX", "document.type"),
    "of_a_type_in_small_letters": ("documentType", "pr", "document.type"),
    "without_title": ("title", {}, "document.title"),
    "about_nothing": ("appliesTo", [], SHAPE),
    "about_nobody": ("appliesTo/0/id", "DEM99999", "document.target"),
    "about_an_unknown_level": ("appliesTo/0/level", "planet", SHAPE),
    "about_an_unknown_class": ("appliesTo/0", {"level": "shareClass", "id": "FR0000000000"}, "document.target"),
    "about_an_unknown_umbrella": ("appliesTo/0", {"level": "umbrella", "id": "U-0"}, "document.target"),
    "in_no_language": ("languages", [], SHAPE),
    "in_an_odd_language": ("languages", ["Klingon!"], SHAPE),
    "of_no_size": ("sizeInBytes", 0, SHAPE),
    "of_a_size_as_text": ("sizeInBytes", "9117", SHAPE),
    "of_an_unknown_status": ("status", "secret", SHAPE),
    "of_another_checksum": ("checksum/value", "0" * 64, "document.checksum"),
    "of_a_day_of_no_calendar": ("documentDate", "2026-02-30", SHAPE),
    "of_an_endless_id": ("documentId", "D" * 100_000, SHAPE),
    "with_nul_in_its_title": ("title", {"en": "\0"}, "record.nul"),
    "with_countries_as_text": ("publicationCountries", "HK", SHAPE),
}

DOCUMENTS: dict[str, Fault] = {
    **{f"document_named_{name}": value("fileName", text) for name, text in NAMES.items()},
    **{f"document_{name}": value(*row) for name, row in RECORDS.items()},
    **{f"pdf_{name}": Fault(replacing(make), HELD, "document.refused") for name, make in pdfs.REFUSED.items()},
    **{
        f"pdf_{name}": Fault(replacing(partial(real_pdfs.content, name)), HELD, "document.refused")
        for name in real_pdfs.HELD_BACK
    },
    "pdf_of_another_name": Fault(replacing(pdfs.sound, name=f"{'b' * 64}.pdf"), HELD, "document.digest"),
    "pdf_named_by_md5": Fault(replacing(pdfs.sound, name=f"{'b' * 32}.pdf"), HELD, "document.weak_name"),
    "pdf_named_by_half_a_digest": Fault(replacing(pdfs.sound, name=f"{'b' * 50}.pdf"), HELD, "document.weak_name"),
    "pdf_that_never_came": Fault(delivered(announced_only), HELD, "document.pending"),
    "document_twice": Fault(delivered(doubled), HELD, "document.double"),
}
