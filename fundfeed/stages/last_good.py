"""Beside each held value of a fund, the one that is public and stays: what the provider's people compare with."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from ..records.delivery import INDEX, RecordSet
from ..records.feed import FundRecord
from ..records.findings import Finding, Severity, shown
from .vocabulary import Vocabulary

_RECORD = re.compile(r"^((?:/[^/]*)?/\d+)(/.+)$")  # /funds/17 or, in a bare list, /17, and the place within

Json = dict[str, Any]


def subjects(findings: Iterable[Finding]) -> frozenset[str]:
    """The ids of the held funds, whose public records `beside` needs."""
    return frozenset(one.subject for one in findings if one.severity is Severity.HOLD and one.file == INDEX)


def beside(
    findings: Iterable[Finding], funds: RecordSet[FundRecord], words: Vocabulary, public: Mapping[str, Json]
) -> Iterator[Finding]:
    """The findings, those about a place in a fund of `public` with the value that stands there."""
    isins = _isins(funds) if public else {}
    for finding in findings:
        place = _RECORD.match(finding.pointer)
        if place is None or finding.subject not in public or finding.file != INDEX:
            yield finding
            continue
        value = _at(public[finding.subject], place[2], isins.get(place[1], ()), words)
        yield replace(finding, last_good=_text(value))


def complete(record: Json, figures: Json) -> Json:
    """The record with fund size and NAVs in their places."""
    navs = figures.get("valuationNav", {})
    classes = [
        entry | ({"valuationNav": navs[entry["isin"]]} if entry["isin"] in navs else {})
        for entry in record["shareClasses"]
    ]
    return record | {"shareClasses": classes, "aumFund": figures.get("aumFund")}


def _isins(funds: RecordSet[FundRecord]) -> Mapping[str, tuple[str, ...]]:
    """The ISINs of each record in its own order, by its pointer."""
    good = {placed.pointer: tuple(one.isin for one in placed.record.share_classes) for placed in funds.records}
    return good | {held.pointer: held.isins for held in funds.held}


def _at(record: Json, pointer: str, isins: tuple[str, ...], words: Vocabulary) -> Any:
    scope = words.record(FundRecord)
    value: Any = record
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    for number, step in enumerate(steps):
        if isinstance(value, list):
            is_about_isin = [scope.meaning(later) for later in steps[number + 1 :]] == ["isin"]
            value = _entry(value, int(step), isins, by_isin=not is_about_isin) if step.isdigit() else None
            continue
        name = scope.meaning(step) or step
        scope = scope.inner.get(name, scope)
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _entry(entries: list[Any], number: int, isins: tuple[str, ...], *, by_isin: bool) -> Any:
    """The share class of the same ISIN; else the entry in the same place, unless that is another share class."""
    stated = isins[number] if by_isin and number < len(isins) else ""
    same = [one for one in entries if isinstance(one, dict) and stated and one.get("isin") == stated]
    if same or number >= len(entries):
        return same[0] if same else None
    entry = entries[number]
    return None if isinstance(entry, dict) and entry.get("isin") in isins else entry


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return shown(value or "")
    return shown(msgspec.json.encode(value).decode())
