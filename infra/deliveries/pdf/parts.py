"""What several layouts show alike: the house's colour, amounts and the table of share classes."""

from hashlib import sha256
from typing import Any

import pycountry

from infra.deliveries.documents import Document
from infra.deliveries.pdf.sheet import Sheet
from infra.deliveries.pdf.wording import CHINESE_COUNTRIES, say

Json = dict[str, Any]

_COLOURS = ("#0b3d5c", "#14532d", "#5b2245", "#334155", "#7c2d12", "#1e3a8a", "#3f3f46", "#115e59")
_SHARES = (0.19, 0.27, 0.1, 0.16, 0.12, 0.16)


def open_sheet(document: Document, name: str) -> Sheet:
    """The first page of a document, in the colour of its fund house."""
    subject = document.subject
    group = in_language(subject["fundGroupName"], document.language)
    digest = sha256(subject["fundGroupName"]["en"].encode()).digest()
    return Sheet(
        document,
        title=in_language(document.title, document.language),
        name=name,
        kicker=f"{group} · {document.document_date.isoformat()}",
        colour=_COLOURS[digest[0] % len(_COLOURS)],
    )


def in_language(names: dict[str, str], language: str) -> str:
    """The name in this language, or in English."""
    return names.get(language, names["en"])


def amount(of: Json) -> str:
    """A sum with its currency and thousands marked."""
    whole, _, fraction = of["value"].partition(".")
    return f"{of['currency']} {int(whole):,}.{fraction}"


def percent(fraction: float) -> str:
    """A decimal fraction as a percentage with two places."""
    return f"{fraction * 100:.2f} %"


def country(alpha2: str, language: str) -> str:
    """The country's name in the language, or its code."""
    if language != "en":
        return CHINESE_COUNTRIES.get(alpha2, alpha2)
    found = pycountry.countries.get(alpha_2=alpha2)
    return str(found.name) if found else alpha2


def class_table(sheet: Sheet, fund: Json, language: str) -> None:
    """One row for each share class."""
    header = ("ISIN", *(say(key, language) for key in ("class", "currency", "policy", "charges", "nav")))
    header = (*header[:2], "CCY" if language == "en" else "貨幣", *header[3:])
    sheet.table(header, [_class_row(one, language) for one in fund["shareClasses"]], _SHARES)


def _class_row(one: Json, language: str) -> tuple[str, ...]:
    return (
        one["isin"],
        one.get("shareClassExtension", "–"),
        one["shareClassCurrency"],
        say(one["shareClassDistributionPolicy"], language),
        percent(one["ongoingCharges"]),
        one["valuationNav"]["value"],
    )
