"""Small PDFs, and files that pretend to be one; each named by what is wrong with it."""

import zlib
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def file_name(content: bytes) -> str:
    """The name under which a provider delivers these bytes."""
    return f"{sha256(content).hexdigest()}.pdf"


def sound(text: str = "Prospectus") -> bytes:
    """A PDF of one page, other bytes for every text."""
    return _saved(_page(text))


def without_pages() -> bytes:
    """A PDF that opens and holds no page."""
    return _saved(pikepdf.new())


def locked() -> bytes:
    """A PDF that asks for a password."""
    return _saved(_page(), encryption=pikepdf.Encryption(owner="owner", user="user"))


def encrypted_but_open() -> bytes:
    """A PDF that is encrypted and opens without a password, as many real ones are."""
    return _saved(_page(), encryption=pikepdf.Encryption(owner="owner", user=""))


def with_script_at_opening() -> bytes:
    """A PDF that runs JavaScript when it is opened."""
    pdf = _page()
    pdf.Root.OpenAction = pdf.make_indirect(_script())
    return _saved(pdf)


def with_script_in_an_annotation() -> bytes:
    """A PDF whose script stands directly inside an array of annotations."""
    pdf = _page()
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=_script())])
    return _saved(pdf)


def with_launch_action() -> bytes:
    """A PDF that starts a program."""
    pdf = _page()
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("calc.exe"))
    return _saved(pdf)


def with_embedded_file() -> bytes:
    """A PDF that carries another file in its list of embedded files."""
    pdf = _page()
    pdf.attachments["notes.txt"] = b"notes"
    return _saved(pdf)


def with_attached_file() -> bytes:
    """A PDF that carries another file at an annotation, outside the list of embedded files."""
    pdf = _page()
    content = pdf.make_stream(b"notes")
    carried = Dictionary(Type=Name.Filespec, F=String("notes.txt"), EF=Dictionary(F=content))
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, FS=carried)])
    return _saved(pdf)


def late_header() -> bytes:
    """A PDF whose header comes after the first 1,024 bytes."""
    return b" " * 1100 + sound()


def truncated() -> bytes:
    """The first tenth of a PDF."""
    return sound()[: len(sound()) // 10]


def error_page() -> bytes:
    """The page of a web server that had no PDF."""
    return b"<!doctype html><html><title>404 Not Found</title></html>"


def with_packed_script(*, layers: int = 1, padding: int = 0) -> bytes:
    """A PDF that runs JavaScript at opening, which lies in a stream of objects packed this often."""
    return _packed([b"<< /S /JavaScript /JS (app.alert\\(1\\)) /Padding (" + b" " * padding + b") >>"], layers)


def that_needs_memory(*, megabytes: int) -> bytes:
    """A small PDF whose objects, some megabytes each, need this much memory when all are looked at."""
    each = b"<< /Padding (" + b" " * (24 * 1024 * 1024) + b") >>"
    return _packed([each] * (megabytes // 24), 1)


def _packed(hidden: Sequence[bytes], layers: int) -> bytes:
    """Each of `hidden` in a stream of objects of its own; the first is what happens at opening."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources << >> >>",
    }
    last = 4 + 2 * len(hidden)
    streams = {number: number + 1 for number in range(4, last, 2)}
    objects |= {
        streams[number]: _object_stream(number, text, layers) for number, text in zip(streams, hidden, strict=True)
    }
    content, places = b"%PDF-1.5\n", {}
    for number, text in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    places[last] = len(content)
    rows = [(0, 0, 65535), *((2, streams[n], 0) if n in streams else (1, places[n], 0) for n in range(1, last + 1))]
    table = b"".join(kind.to_bytes(1) + place.to_bytes(4) + index.to_bytes(2) for kind, place, index in rows)
    head = b"%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n"
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % places[last]
    return content + head % (last, last + 1, len(table)) + table + end


def _object_stream(number: int, text: bytes, layers: int) -> bytes:
    place = b"%d 0 " % number
    packed = place + text
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    head = b"<< /Type /ObjStm /N 1 /First %d /Filter [%b] /Length %d >>\nstream\n%b\nendstream"
    return head % (len(place), b"/FlateDecode " * layers, len(packed), packed)


REFUSED = {
    "empty": lambda: b"",
    "error_page": error_page,
    "late_header": late_header,
    "truncated": truncated,
    "locked": locked,
    "without_pages": without_pages,
    "with_script_at_opening": with_script_at_opening,
    "with_script_in_an_annotation": with_script_in_an_annotation,
    "with_launch_action": with_launch_action,
    "with_embedded_file": with_embedded_file,
    "with_attached_file": with_attached_file,
}


def _page(text: str = "Prospectus") -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.pages[0].Contents = pdf.make_stream(b"BT (%b) Tj ET" % text.encode())
    return pdf


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('boo')"))


def _saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | bool = False) -> bytes:
    stream = BytesIO()
    pdf.save(stream, deterministic_id=not encryption, encryption=encryption)
    return stream.getvalue()
