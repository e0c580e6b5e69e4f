"""The deliveries of a measurement: funds from the list of share classes or the sample, and made-up document records."""

import string
from copy import deepcopy
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from infra.deliveries import Delivery, compose, demo_delivery, write_delivery

Json = dict[str, Any]
MARKS = string.digits + string.ascii_uppercase
FUNDS, DOCUMENTS = 1, 2  # the day that brings all funds, and the day that brings all documents
SAME, CHANGED = (3, 5, 7), (4, 6, 8)  # then days with the records of the day before, and days with 1 % changed


def write_days(directory: Path, delivery: Delivery) -> dict[int, Path]:
    """Leave each day's delivery in a directory of its own."""
    days, funds = {}, delivery.funds
    for day in (FUNDS, DOCUMENTS, *sorted(SAME + CHANGED)):
        funds = _changed(funds, day) if day in CHANGED else funds
        documents = [] if day == FUNDS else delivery.documents["documents"]
        days[day] = directory / str(day)
        write_delivery(days[day], compose(day=day, funds=funds, documents=documents, deauthorised=[]))
    return days


def world(csv: Path | None, *, documents: int = 0, times: int = 1) -> Delivery:
    """Every fund of the list, `times` over under other identifiers, and so many records of documents."""
    funds = demo_delivery(1, csv=csv, pdfs=False).funds
    funds = [fund if not number else _under_other_ids(fund, number) for number in range(times) for fund in funds]
    records = [_document(funds[number % len(funds)], number) for number in range(documents)]
    return compose(day=1, funds=funds, documents=records, deauthorised=[])


def _changed(funds: list[Json], day: int) -> list[Json]:
    return [
        fund | {"manCo": f"Company of day {day}"} if number % 100 == 0 else fund for number, fund in enumerate(funds)
    ]


def _under_other_ids(fund: Json, number: int) -> Json:
    other = deepcopy(fund)
    other["fundId"] = f"{fund['fundId']}-{number}"
    for share_class in other["shareClasses"]:
        share_class["isin"] = _isin(f"{share_class['isin'][:2]}{MARKS[number]}{share_class['isin'][3:11]}")
    return other


def _isin(stem: str) -> str:
    digits = "".join(str(int(character, 36)) for character in stem)
    products = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return f"{stem}{-sum(sum(divmod(product, 10)) for product in products) % 10}"


def _document(fund: Json, number: int) -> Json:
    name = sha256(b"%d" % number).hexdigest()
    return {
        "documentId": f"BENCH-{number:06}",
        "documentType": ("KFS", "PRP", "AR", "SAR", "KID")[number % 5],
        "title": {"en": f"Document {number} of {fund['legalFundNameOnly']['en']}"[:500]},
        "languages": ["en"],
        "fileName": f"{name}.pdf",
        "checksum": {"algorithm": "SHA-256", "value": name},
        "documentDate": date(2026, 11, 1).isoformat(),
        "publicationDate": date(2026, 11, 2).isoformat(),
        "appliesTo": [{"level": "fund", "id": fund["fundId"]}],
        "status": "current",
    }
