"""Which source each field of a fund has, told from the evidence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from fundfeed.records.delivery import INDEX
from fundfeed.records.feed import WITHDRAWN_STATUSES
from fundfeed.records.history import (
    DeliverySource,
    EditorialSource,
    FieldProvenance,
    Provenance,
    Source,
    UploadSource,
)
from fundfeed.selectors.history import LedgerEntry
from fundfeed.selectors.provenance import Evidence

FIGURES = ("aumFund", "valuationNav")
OURS = ("publication", "corrections")  # they say themselves where they come from


class Leaf(NamedTuple):
    """One field of a body: its pointer there, and a name that stays the same when lists are ordered anew."""

    pointer: str
    name: str
    value: Any


def provenance(fund_id: str, evidence: Evidence) -> Provenance:
    """Every field of the present body with its source and its first version."""
    leaves = list(_leaves(evidence.body))
    since = _since({leaf.name: leaf.value for leaf in leaves}, evidence.versions)
    return Provenance(
        fund_id=fund_id,
        version=evidence.version,
        fields=tuple(_field(leaf, since.get(leaf.name), evidence) for leaf in leaves),
    )


def _leaves(body: Mapping[str, Any], pointer: str = "", name: str = "") -> Iterator[Leaf]:
    for key, value in body.items():
        place, called = f"{pointer}/{key}", f"{name}/{key}"
        if place == "/shareClasses":
            for number, entry in enumerate(value):
                yield from _leaves(entry, f"{place}/{number}", f"{called}/{entry['isin']}")
        elif place == "/documents":
            for number, entry in enumerate(value):
                yield Leaf(f"{place}/{number}", f"{called}/{entry['documentId']}", entry)
        elif isinstance(value, dict) and key not in (*FIGURES, *OURS):
            yield from _leaves(value, place, called)
        elif key not in OURS:
            yield Leaf(place, called, value)


def _since(present: dict[str, Any], versions: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """For each field the first of the versions that all have its present value; figures stand in none."""
    found: dict[str, LedgerEntry] = {}
    lasting = present
    for entry in versions:
        before = {leaf.name: leaf.value for leaf in _leaves(msgspec.json.decode(entry.body))}
        lasting = {name: value for name, value in lasting.items() if name in before and _same(before[name], value)}
        if not lasting:
            break
        found |= dict.fromkeys(lasting, entry)
    return found


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other  # to Python True and 1 are equal


def _field(leaf: Leaf, first: LedgerEntry | None, evidence: Evidence) -> FieldProvenance:
    kind, _, rest = leaf.name[1:].partition("/")
    return FieldProvenance(
        pointer=leaf.pointer,
        isin=rest.split("/")[0] if kind == "shareClasses" else None,
        document_id=rest if kind == "documents" else None,
        since_version=first.mark.version if first else None,
        since=first.mark.valid_from if first else None,
        source=_source(leaf, kind, first, evidence),
    )


def _source(leaf: Leaf, kind: str, first: LedgerEntry | None, evidence: Evidence) -> Source:
    if first is None:
        return evidence.record
    for field, correction in evidence.corrections.items():
        if leaf.name == field or leaf.name.startswith(f"{field}/"):
            return correction
    if kind == "documents":
        document_id = leaf.value["documentId"]
        by_hand = UploadSource(document_id=document_id, approved_at=first.mark.valid_from)
        return evidence.documents.get(document_id, by_hand)
    if kind == "editorial":
        return EditorialSource(approved_at=first.mark.valid_from)
    return first.source if _states(first.source, leaf, kind) else evidence.record


def _states(source: Source, leaf: Leaf, kind: str) -> bool:
    """Whether the record from which the version came is the one that states this field."""
    is_withdrawal = kind == "deauthorisation" or (kind == "authorisationStatus" and leaf.value in WITHDRAWN_STATUSES)
    if not isinstance(source, DeliverySource):
        return False
    return is_withdrawal or source.file == INDEX
