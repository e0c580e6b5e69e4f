"""Makes the committed sample from exchange-traded-fund lists of FinanceDatabase (MIT).

Usage: python -m infra.deliveries.make_sample LSE.csv EBS.csv
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from stdnum import isin

from infra.deliveries.asset_classes import asset_class
from infra.deliveries.grouping import COLUMNS
from infra.deliveries.houses import group_of
from infra.deliveries.names import (
    ParsedName,
    class_currency,
    distribution_policy,
    parse_name,
    same_name_key,
)
from infra.deliveries.sample import SAMPLE_FILE

Row = dict[str, str]
Named = tuple[Row, ParsedName]

SUMMARY_LENGTH = 300
SHORTEST_SENTENCES = 80
# Certificates and notes (gold, single currencies, crypto assets) stand in the same lists but aren't funds.
_FUND = re.compile(r"\b(UCITS|ETF)\b", re.IGNORECASE)


def main(paths: list[Path]) -> None:
    """Write the sample file and say how many funds and share classes it holds."""
    rows = sample_rows(row for path in paths for row in _read(path))
    with SAMPLE_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    funds = len({row["fundId"] for row in rows})
    print(f"{SAMPLE_FILE}: {funds} funds, {len(rows)} share classes")


def sample_rows(source: Iterable[Row]) -> list[Row]:
    """One row for each share class, its fund's classes together, funds ordered by house and name."""
    funds: dict[tuple[str, str], list[Row]] = {}
    for share_class in _by_isin(source):
        row = _sample_row(share_class)
        funds.setdefault((group_of(row["house"]), same_name_key(row["fundName"])), []).append(row)
    spellings = _umbrella_spellings(row["umbrella"] for rows in funds.values() for row in rows)
    rows: list[Row] = []
    for number, key in enumerate(sorted(funds), start=1):
        rows += _one_fund(f"DEM{number:05d}", sorted(funds[key], key=lambda row: row["isin"]))
    return [row | {"umbrella": spellings[same_name_key(row["umbrella"])]} for row in rows]


def _umbrella_spellings(umbrellas: Iterable[str]) -> dict[str, str]:
    """The usual spelling of each umbrella; the source writes one umbrella in several ways."""
    spellings: dict[str, Counter[str]] = {}
    for umbrella in umbrellas:
        spellings.setdefault(same_name_key(umbrella), Counter())[umbrella] += 1
    return {key: counted.most_common(1)[0][0] for key, counted in spellings.items()}


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _by_isin(source: Iterable[Row]) -> list[list[Named]]:
    found: dict[str, list[Named]] = {}
    for row in source:
        if isin.is_valid(row["isin"]) and _FUND.search(row["name"]) and row["family"]:
            found.setdefault(row["isin"], []).append((row, parse_name(row["name"])))
    return list(found.values())


def _sample_row(rows: list[Named]) -> Row:
    """The class of one ISIN. The source repeats an ISIN under sister classes: the name listed most wins."""
    umbrella, fund = _usual_name(rows)
    same_fund = [named for named in rows if same_name_key(named[1].fund) == same_name_key(fund)]
    extension = _most_common(parsed.extension for _, parsed in same_fund)
    listed = [row for row, parsed in same_fund if parsed.extension in {extension, ""}]
    first = listed[0]
    return {
        "fundId": "",
        "umbrella": umbrella,
        "fundName": fund,
        "house": _most_common(row["family"] for row, _ in rows),
        "assetClass": asset_class(fund, first["category_group"], first["category"], summary=first["summary"]),
        "isin": first["isin"],
        "extension": extension,
        "currency": class_currency(extension) or _most_common(row["currency"] for row in listed),
        "policy": distribution_policy(extension) or "",
        "listings": _listings(listed),
        "summary": _summary(row["summary"] for row, _ in rows),
    }


def _usual_name(rows: list[Named]) -> tuple[str, str]:
    fund = _most_common(parsed.fund for _, parsed in rows)
    umbrellas = [parsed.umbrella for _, parsed in rows if parsed.umbrella]
    return (_most_common(umbrellas) if umbrellas else "", fund)


def _one_fund(fund_id: str, rows: list[Row]) -> list[Row]:
    """The rows with one spelling of what belongs to the fund; a summary on the first row only."""
    common = {
        "fundId": fund_id,
        "umbrella": max((row["umbrella"] for row in rows), key=len),
        "fundName": rows[0]["fundName"],
        "house": rows[0]["house"],
        "assetClass": rows[0]["assetClass"],
        "summary": "",
    }
    summaries = [row["summary"] for row in rows if row["summary"]]
    fund_rows = [row | common for row in rows]
    fund_rows[0]["summary"] = summaries[0] if summaries else ""
    return fund_rows


def _listings(rows: list[Row]) -> str:
    listings = {f"{row['mic']}:{re.split(r'[.]', row['symbol'])[0]}:{row['currency']}" for row in rows if row["mic"]}
    return " ".join(sorted(listings))


def _summary(texts: Iterable[str]) -> str:
    """The first text that isn't a guess, cut after a whole sentence or word."""
    for text in (" ".join(text.split()) for text in texts):
        if text and not text.startswith("This appears"):
            return _cut(text)
    return ""


def _cut(text: str) -> str:
    if len(text) <= SUMMARY_LENGTH:
        return text
    whole = text[:SUMMARY_LENGTH]
    sentence = whole.rfind(". ")
    return whole[: sentence + 1] if sentence > SHORTEST_SENTENCES else whole.rsplit(" ", 1)[0] + " …"


def _most_common(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
