"""What the provider says now of each field that people may correct: what to look at before correcting it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fundfeed.models import Fund
from fundfeed.stages.corrected import value_at

from . import correctable


@dataclass(frozen=True)
class Part:
    """The fund itself, or one of its share classes: label and value of each field, "" where nothing is said."""

    title: str
    rows: list[tuple[str, str]]


def said_now(fund: Fund) -> Iterator[Part]:
    """The fund first, then its share classes as the provider lists them."""
    yield Part("The fund", _rows(fund.record, correctable.FUND_FIELDS))
    fields = {f"{correctable.OF_SHARE_CLASS}{name}": label for name, label in correctable.SHARE_CLASS_FIELDS.items()}
    for share_class in fund.record.get("shareClasses", ()):
        isin = share_class["isin"]
        yield Part(f"Share class {isin}", _rows(fund.record, fields, isin))


def _rows(record: dict[str, Any], fields: Mapping[str, str], isin: str = "") -> list[tuple[str, str]]:
    return [(label, _as_typed(value_at(record, correctable.pointer(field, isin)))) for field, label in fields.items()]


def _as_typed(content: Any) -> str:
    """A value as people would type it into the form."""
    if isinstance(content, bool):
        return "yes" if content else "no"
    return "" if content is None else content if isinstance(content, str) else correctable.as_text(content)
