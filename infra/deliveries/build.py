"""Makes the delivery of a day, from the sample or another CSV."""

from pathlib import Path

from infra.deliveries.catalogue import Catalogue, first_day
from infra.deliveries.changes import changed_share as change_share
from infra.deliveries.changes import mass_deauthorisation, ordinary_day
from infra.deliveries.delivery import Delivery, compose
from infra.deliveries.documents import Document, document_record
from infra.deliveries.figures import Dice
from infra.deliveries.pdf import render_all
from infra.deliveries.source import SourceFund, read_funds, sample_funds

DAYS = (1, 2, 3)


def demo_delivery(
    day: int = 1,
    *,
    funds: int | None = None,
    csv: Path | None = None,
    seed: str = "1",
    pdfs: bool = True,
    changed_share: float | None = None,
    processes: int | None = None,
) -> Delivery:
    """The provider's delivery of day 1 (the base), 2 (an ordinary day) or 3 (a mass deauthorisation).

    `funds` takes only the first so many; `changed_share` makes a follow-up of day 1 with that share of the
    funds changed instead of the day's own story; without `pdfs` document.json is empty.
    """
    catalogue = _catalogue(day, _source(csv, funds), Dice(seed), changed_share)
    delivery = compose(day=day, funds=catalogue.funds, documents=[], deauthorised=catalogue.deauthorised)
    if pdfs:
        _add_documents(delivery, catalogue.documents, processes)
    return delivery


def small_delivery(day: int = 1) -> Delivery:
    """Three funds and two tiny PDFs: made in milliseconds, for tests that break it."""
    dice = Dice()
    catalogue = first_day(sample_funds()[:3], dice)
    delivery = compose(day=day, funds=catalogue.funds, documents=[], deauthorised=[])
    documents = [one for one in catalogue.documents if one.document_type == "KFS" and one.language == "en"]
    _add_documents(delivery, documents[:2], 1)
    return delivery


def _source(csv: Path | None, count: int | None) -> tuple[list[SourceFund], SourceFund]:
    """The funds of day 1, and the one that arrives on day 2: the sample's last, which day 1 never holds."""
    sample = sample_funds()
    newcomer = sample[-1]
    isins = {one.isin for one in newcomer.classes}
    funds = read_funds(csv) if csv else sample
    return [fund for fund in funds if not isins & {one.isin for one in fund.classes}][:count], newcomer


def _catalogue(day: int, source: tuple[list[SourceFund], SourceFund], dice: Dice, share: float | None) -> Catalogue:
    if day not in DAYS:
        raise ValueError(f"day must be one of {DAYS}, not {day}")
    funds, newcomer = source
    catalogue = first_day(funds, dice)
    if share is not None:
        return change_share(catalogue, share)
    if day > 1:
        catalogue = ordinary_day(catalogue, newcomer, day=2, dice=dice)
    if day > 2:  # noqa: PLR2004 - the third day
        catalogue = mass_deauthorisation(catalogue, day=3, dice=dice)
    return catalogue


def _add_documents(delivery: Delivery, documents: list[Document], processes: int | None) -> None:
    rendered = render_all(documents, processes=processes)
    records = [document_record(document, pdf) for document, pdf in zip(documents, rendered, strict=True)]
    delivery.documents["documents"] = records
    delivery.files = {record["fileName"]: pdf for record, pdf in zip(records, rendered, strict=True)}
    delivery.recount()
