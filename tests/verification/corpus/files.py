"""Whole files: missing, cut off, swapped, in another encoding, or not JSON at all."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.factories.site import Site

from .making import (
    DEAUTHORISED,
    DOCUMENT,
    HELD,
    INCOMPLETE,
    INCONSISTENT,
    INDEX,
    NOT_DELIVERED,
    UNREADABLE,
    Break,
    Fault,
    nested,
    rewritten,
)

BOM = b"\xef\xbb\xbf"


def unlinked(*names: str) -> Break:
    def unlink(site: Site) -> None:
        for name in names:
            site.file(name).unlink()

    return unlink


def emptied(site: Site) -> None:
    for path in site.directory.iterdir():
        path.unlink()


def in_its_place(make: Callable[[str], object]) -> Break:
    def put(site: Site) -> None:
        site.file(INDEX).rename(site.file("elsewhere"))
        make(str(site.file(INDEX)))

    return put


def swapped(one: str, other: str) -> Break:
    def swap(site: Site) -> None:
        first, second = site.file(one).read_bytes(), site.file(other).read_bytes()
        rewritten(one, second)(site)
        rewritten(other, first)(site)

    return swap


def only_pdfs(site: Site) -> None:
    for path in site.directory.glob("*.json*"):
        path.unlink()


def _every_manifest() -> dict[str, Fault]:
    """What can be wrong with the bytes of any of the three."""
    faults: dict[str, Fault] = {}
    for name in (INDEX, DOCUMENT, DEAUTHORISED):
        stem = name.removesuffix(".json")
        faults |= {
            f"{stem}_without_bytes": Fault(rewritten(name, b""), UNREADABLE, "file.not_json"),
            f"{stem}_cut_in_half": Fault(rewritten(name, lambda it: it[: len(it) // 2]), UNREADABLE, "file.not_json"),
            f"{stem}_without_its_last_brace": Fault(
                rewritten(name, lambda it: it.rstrip()[:-1]), UNREADABLE, "file.not_json"
            ),
            f"{stem}_twice_in_a_row": Fault(rewritten(name, lambda it: it + it), UNREADABLE, "file.not_json"),
            f"{stem}_is_null": Fault(rewritten(name, b"null"), UNREADABLE, "envelope.shape"),
            f"{stem}_is_a_number": Fault(rewritten(name, b"7"), UNREADABLE, "envelope.shape"),
            f"{stem}_is_an_empty_object": Fault(rewritten(name, b"{}"), UNREADABLE, "envelope.shape"),
            f"{stem}_in_utf16": Fault(
                rewritten(name, lambda it: it.decode().encode("utf-16")), UNREADABLE, "file.not_utf8"
            ),
            f"{stem}_with_a_byte_order_mark": Fault(rewritten(name, lambda it: BOM + it), HELD, "file.bom"),
            f"{stem}_with_two_byte_order_marks": Fault(
                rewritten(name, lambda it: BOM + BOM + it), UNREADABLE, "file.not_json"
            ),
            f"{stem}_with_nul_behind": Fault(rewritten(name, lambda it: it + b"\0"), UNREADABLE, "file.not_json"),
        }
    return faults


FILES: dict[str, Fault] = {
    **_every_manifest(),
    "nothing_there": Fault(emptied, NOT_DELIVERED, "delivery.absent"),
    "pdfs_without_manifests": Fault(only_pdfs, NOT_DELIVERED, "delivery.absent"),
    "without_index": Fault(unlinked(INDEX), INCOMPLETE, "file.missing"),
    "without_document": Fault(unlinked(DOCUMENT), INCOMPLETE, "file.missing"),
    "without_deauthorised": Fault(unlinked(DEAUTHORISED), INCOMPLETE, "file.missing"),
    "only_the_check_of_index": Fault(unlinked(INDEX, DOCUMENT), INCOMPLETE, "file.missing"),
    "directory_for_a_file": Fault(in_its_place(os.mkdir), INCOMPLETE, "file.missing"),
    "pipe_for_a_file": Fault(in_its_place(os.mkfifo), INCOMPLETE, "file.missing"),
    "link_for_a_file": Fault(in_its_place(lambda path: Path(path).symlink_to("elsewhere")), INCOMPLETE, "file.missing"),
    "link_to_nowhere": Fault(in_its_place(lambda path: Path(path).symlink_to("/nowhere")), INCOMPLETE, "file.missing"),
    "index_and_document_swapped": Fault(swapped(INDEX, DOCUMENT), UNREADABLE, "envelope.shape"),
    "index_and_deauthorised_swapped": Fault(swapped(INDEX, DEAUTHORISED), UNREADABLE, "envelope.shape"),
    "document_and_deauthorised_swapped": Fault(swapped(DOCUMENT, DEAUTHORISED), UNREADABLE, "envelope.shape"),
    "page_of_html": Fault(rewritten(INDEX, b"<!doctype html><html>"), UNREADABLE, "file.not_json"),
    "comma_separated_values": Fault(rewritten(INDEX, b"fundId;name\nA;B\n"), UNREADABLE, "file.not_json"),
    "zipped": Fault(rewritten(INDEX, b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff"), UNREADABLE, "file.not_utf8"),
    "only_nul_bytes": Fault(rewritten(INDEX, b"\0" * 4096), UNREADABLE, "file.not_json"),
    "only_spaces": Fault(rewritten(INDEX, b" " * 4096), UNREADABLE, "file.not_json"),
    "latin1_accent": Fault(rewritten(INDEX, b'{"funds": ["\xe9"]}'), UNREADABLE, "file.not_utf8"),
    "overlong_utf8": Fault(rewritten(INDEX, b'{"funds": ["\xc0\xaf"]}'), UNREADABLE, "file.not_utf8"),
    "surrogate_in_utf8": Fault(rewritten(INDEX, b'{"funds": ["\xed\xa0\x80"]}'), UNREADABLE, "file.not_utf8"),
    "comments_in_json": Fault(rewritten(INDEX, lambda it: b"// day 2\n" + it), UNREADABLE, "file.not_json"),
    "trailing_comma": Fault(rewritten(INDEX, b'{"funds": [],}'), UNREADABLE, "file.not_json"),
    "single_quotes": Fault(rewritten(INDEX, b"{'funds': []}"), UNREADABLE, "file.not_json"),
    "lists_a_thousand_deep": Fault(rewritten(INDEX, nested(1_000).encode()), UNREADABLE, "file.not_json"),
    "lists_a_million_deep": Fault(rewritten(INDEX, nested(1_000_000).encode()), UNREADABLE, "file.not_json"),
    "objects_that_never_close": Fault(rewritten(INDEX, b'{"a":' * 100_000), UNREADABLE, "file.not_json"),
    "endless_string": Fault(rewritten(INDEX, b'{"funds": "' + b"x" * 4_000_000), UNREADABLE, "file.not_json"),
    "bare_empty_array": Fault(rewritten(INDEX, b"[]"), INCONSISTENT, "set.removed_not_deauthorised"),
    "bare_array_of_nothing": Fault(rewritten(INDEX, b"[null, 7, []]"), INCONSISTENT, "set.removed_not_deauthorised"),
}
