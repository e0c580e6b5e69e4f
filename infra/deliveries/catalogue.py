"""What the provider knows on a day: funds, documents and the deauthorised; and how day 1 starts."""

from dataclasses import dataclass, field
from typing import Any

from infra.deliveries.documents import Document, fund_documents, umbrella_documents
from infra.deliveries.figures import Dice
from infra.deliveries.records import fund_record
from infra.deliveries.source import SourceFund

Json = dict[str, Any]


@dataclass(slots=True)
class Catalogue:
    """The provider's records; the next day's are made from a copy."""

    funds: list[Json]
    documents: list[Document]
    deauthorised: list[Json] = field(default_factory=list)


def first_day(source: list[SourceFund], dice: Dice) -> Catalogue:
    """The base: all funds authorised, but for one in a hundred suspended and a few being wound up."""
    funds = [fund_record(fund, dice) for fund in source]
    for fund in funds:
        if dice.happens(1, fund["fundId"], "suspended"):
            set_status(fund, "suspended", "2026-10-30")
        elif dice.between(1, 250, fund["fundId"], "winding up") == 1:
            set_status(fund, "in liquidation", "2026-09-30")
    documents = [document for fund in funds for document in fund_documents(fund, dice)]
    return Catalogue(funds, umbrella_documents(funds, dice) + documents)


def set_status(fund: Json, status: str, since: str) -> None:
    """Give the fund another authorisation status from that date on."""
    fund["authorisationStatus"] = status
    fund["authorisationStatusDate"] = since
