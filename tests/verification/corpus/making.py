"""How a good second day is made bad: the bytes of a file, the text of a value, or one record."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from infra.deliveries import write_check
from tests.factories.site import Site

Json = dict[str, Any]
Break = Callable[[Site], None]
Rewrite = Callable[[bytes], bytes]

INDEX, DOCUMENT, DEAUTHORISED = "index.json", "document.json", "deauthorised.json"
NOT_DELIVERED = "halted: not_delivered"
INCOMPLETE = "halted: incomplete"
UNREADABLE = "halted: unreadable"
INCONSISTENT = "halted: inconsistent"
SUSPICIOUS = "awaiting_release: suspicious"
HELD = "applied"  # the record stays as it was, the others go on

VICTIM = "DEM00002"  # the good second day changes another fund, so that holding this one leaves exactly that day
_MARK = "@@ here @@"


class Fault(NamedTuple):
    """How to break the second day, how its run must end, and the code of the finding that says why."""

    make: Break
    ending: str
    code: str


def rewritten(name: str, content: bytes | Rewrite) -> Break:
    """Other bytes in a file, with a `.check` that agrees with them."""

    def rewrite(site: Site) -> None:
        path = site.file(name)
        path.write_bytes(content(path.read_bytes()) if callable(content) else content)
        write_check(path)

    return rewrite


def replaced(name: str, old: str, new: str) -> Break:
    """Another text in a file where `old` stands first; it must stand there."""

    def replace(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return rewritten(name, replace)


def delivered(change: Callable[[Site], object]) -> Break:
    """The day's delivery after a change of its records, each `recordCount` put right."""

    def deliver(site: Site) -> None:
        change(site)
        site.delivery.recount()
        site.deliver(site.delivery)

    return deliver


def in_fund(change: Callable[[Json], object]) -> Break:
    """The victim's record after a change."""
    return delivered(lambda site: change(site.delivery.fund(VICTIM)))


def in_document(change: Callable[[Json], object]) -> Break:
    """The record of the victim's document after a change."""
    return delivered(lambda site: change(site.delivery.documents["documents"][1]))


def set_at(path: str, value: object) -> Callable[[Json], None]:
    """A change that sets the value at a path such as `shareClasses/0/isin`."""
    *steps, last = path.split("/")

    def change(record: Json) -> None:
        place: Any = record
        for step in steps:
            place = place[int(step) if isinstance(place, list) else step]
        place[int(last) if isinstance(place, list) else last] = value

    return change


def raw_at(path: str, text: str) -> Break:
    """JSON text, good or bad, as the value at a path of the victim's record."""

    def break_it(site: Site) -> None:
        in_fund(set_at(path, _MARK))(site)
        replaced(INDEX, json.dumps(_MARK), text)(site)

    return break_it


def nested(depth: int) -> str:
    """Lists within lists."""
    return "[" * depth + "]" * depth
