"""Groups the share classes of a CSV into funds, in the columns of the committed sample."""

from collections.abc import Iterable, Iterator, Mapping

from stdnum import isin

from infra.deliveries.names import (
    class_currency,
    distribution_policy,
    names_only_a_class,
    parse_name,
    same_name_key,
)

COLUMNS = (
    "fundId",
    "umbrella",
    "fundName",
    "house",
    "assetClass",
    "isin",
    "extension",
    "currency",
    "policy",
    "listings",
    "summary",
)


def group_rows(rows: Iterable[Mapping[str, str]], *, prefix: str = "CSV") -> Iterator[dict[str, str]]:
    """One row for each share class with a valid ISIN; classes whose names share a fund get one fundId.

    Expects the columns isin, name, umbrella_guess, remainder, issuer, currency and asset_class.
    """
    fund_ids: dict[tuple[str, str, str], str] = {}
    names: dict[str, tuple[str, str]] = {}
    seen: set[str] = set()
    for row in rows:
        if row["isin"] in seen or not isin.is_valid(row["isin"]):
            continue
        seen.add(row["isin"])
        umbrella, fund, extension = _split(row)
        key = (same_name_key(umbrella), same_name_key(fund), row["issuer"])
        fund_id = fund_ids.setdefault(key, f"{prefix}{len(fund_ids) + 1:05d}")
        umbrella, fund = names.setdefault(fund_id, (umbrella, fund))
        yield _sample_row(row, fund_id, umbrella, fund, extension)


def _split(row: Mapping[str, str]) -> tuple[str, str, str]:
    umbrella, remainder = row["umbrella_guess"], row["remainder"]
    if umbrella and names_only_a_class(remainder):
        return "", umbrella, remainder
    parsed = parse_name(remainder)
    if not parsed.fund:  # a name that is nothing but a share class leaves the umbrella as the fund
        return "", umbrella or parsed.umbrella, parsed.extension
    return umbrella or parsed.umbrella, parsed.fund, parsed.extension


def _sample_row(row: Mapping[str, str], fund_id: str, umbrella: str, fund: str, extension: str) -> dict[str, str]:
    return {
        "fundId": fund_id,
        "umbrella": umbrella,
        "fundName": fund,
        "house": row["issuer"],
        "assetClass": row["asset_class"],
        "isin": row["isin"],
        "extension": extension,
        "currency": row["currency"] or class_currency(extension) or "EUR",
        "policy": distribution_policy(extension) or "",
        "listings": "",
        "summary": "",
    }
