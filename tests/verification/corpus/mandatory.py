"""Every mandatory field of all three files, missing and of wrong types: generated from the record types themselves."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from fundfeed.records.feed import (
    Amount,
    DeauthorisationRecord,
    DocumentRecord,
    FundRecord,
    Nav,
    Record,
    ShareClassRecord,
    Target,
    Umbrella,
)
from tests.factories.site import Site

from .making import HELD, UNREADABLE, VICTIM, Break, Fault, Json, delivered

WRONG: dict[str, object] = {"null": None, "a_number": 7, "a_list_of_a_list": [[]], "true": True}


def _first(items: list[Json]) -> Json:
    return items[0]


def _inside(site: Site, *steps: str | int) -> Json:
    place: Any = site.delivery.fund(VICTIM)
    for step in steps:
        place = place[step]
    found: Json = place
    return found


def _document(site: Site) -> Json:
    found: Json = site.delivery.documents["documents"][1]
    return found


def _umbrella(site: Site) -> Json:
    umbrella = {"umbrellaId": "U-1", "umbrellaName": {"en": "Umbrella"}}
    site.delivery.fund(VICTIM)["umbrella"] = umbrella
    return umbrella


def _deauthorisation(site: Site) -> Json:
    record = {"fundId": "DEM00099", "deauthorisationDate": "2026-11-18"}
    site.delivery.deauthorised["deauthorised"].append(record)
    return record


PLACES: dict[type[Record], tuple[str, Callable[[Site], Json]]] = {
    FundRecord: ("fund", lambda site: site.delivery.fund(VICTIM)),
    ShareClassRecord: ("share_class", lambda site: _inside(site, "shareClasses", 0)),
    Nav: ("nav", lambda site: _inside(site, "shareClasses", 0, "valuationNav")),
    Amount: ("fund_size", lambda site: _inside(site, "aumFund")),
    Umbrella: ("umbrella", _umbrella),
    DocumentRecord: ("document", _document),
    Target: ("target", lambda site: _first(_document(site)["appliesTo"])),
    DeauthorisationRecord: ("deauthorisation", _deauthorisation),
}


def _without(find: Callable[[Site], Json], key: str) -> Break:
    return delivered(lambda site: find(site).pop(key))


def _with(find: Callable[[Site], Json], key: str, value: object) -> Break:
    return delivered(lambda site: find(site).update({key: value}))


def _faults() -> Iterator[tuple[str, Fault]]:
    for shape, (name, find) in PLACES.items():
        ending = UNREADABLE if shape is DeauthorisationRecord else HELD
        for field in msgspec.structs.fields(shape):
            if not field.required:
                continue
            key = field.encode_name
            yield f"{name}_without_{key}", Fault(_without(find, key), ending, "record.missing")
            for wrong, value in WRONG.items():
                code = "record.missing" if value is None else "record.shape"
                yield f"{name}_with_{key}_as_{wrong}", Fault(_with(find, key, value), ending, code)


MANDATORY: dict[str, Fault] = dict(_faults())
