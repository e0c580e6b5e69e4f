"""The funds that deliveries are made of, read from the committed sample or from another CSV."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.deliveries.grouping import group_rows
from infra.deliveries.sample import SAMPLE_FILE


@dataclass(frozen=True, slots=True)
class Listing:
    """One exchange (ISO 10383) on which a share class trades."""

    mic: str
    ticker: str
    currency: str


@dataclass(frozen=True, slots=True)
class SourceClass:
    """What is known of a share class; policy may be empty."""

    isin: str
    extension: str
    currency: str
    policy: str
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFund:
    """What is known of a fund; umbrella and summary may be empty."""

    fund_id: str
    umbrella: str
    name: str
    house: str
    asset_class: str
    summary: str
    classes: tuple[SourceClass, ...]

    @property
    def domicile(self) -> str:
        """ISO 3166-1 code of the country whose agency numbered the first class."""
        return self.classes[0].isin[:2]


def sample_funds() -> list[SourceFund]:
    """The committed sample: real funds, one row for each share class."""
    return read_funds(SAMPLE_FILE)


def read_funds(path: Path) -> list[SourceFund]:
    """The funds of a CSV that has either the sample's columns or those that `group_rows` expects."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return _funds(rows if rows and "fundId" in rows[0] else group_rows(rows))


def _funds(rows: Iterable[Mapping[str, str]]) -> list[SourceFund]:
    by_fund: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        by_fund.setdefault(row["fundId"], []).append(row)
    return [_fund(fund_id, rows_of_fund) for fund_id, rows_of_fund in by_fund.items()]


def _fund(fund_id: str, rows: list[Mapping[str, str]]) -> SourceFund:
    first = rows[0]
    return SourceFund(
        fund_id=fund_id,
        umbrella=first["umbrella"],
        name=first["fundName"],
        house=first["house"],
        asset_class=first["assetClass"],
        summary=first["summary"],
        classes=tuple(_share_class(row) for row in rows),
    )


def _share_class(row: Mapping[str, str]) -> SourceClass:
    return SourceClass(
        isin=row["isin"],
        extension=row["extension"],
        currency=row["currency"],
        policy=row["policy"],
        listings=tuple(Listing(*listing.split(":")) for listing in row["listings"].split()),
    )
