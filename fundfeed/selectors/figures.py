"""Dated figures of one fund, as charts read them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from ..models import Figure, PublishedFund
from ..records.history import DatedFigure, Figures, NavDays, NavSeries
from .reading import rows

# Values are stored with ten places; a reader wants those that were stated.
STATED = """
    SELECT figure.kind, figure.subject, figure.date, trim_scale(figure.value)::text, figure.currency,
           delivery.delivery_id
    FROM fundfeed_figure AS figure JOIN fundfeed_delivery AS delivery ON delivery.id = figure.delivery_id
    WHERE figure.fund_id = %s AND figure.date BETWEEN %s AND %s
      AND (figure.kind = 'aum' OR %s::text[] = '{}' OR figure.subject = ANY(%s::text[]))
    ORDER BY figure.subject, figure.date
"""
COUNTED = """
    SELECT subject, count(*) FROM fundfeed_figure
    WHERE fund_id = %s AND date BETWEEN %s AND %s AND kind <> 'aum'
    GROUP BY subject ORDER BY subject
"""


def figures(fund_id: str, *, start: date, end: date, isins: Collection[str] = (), one: bool = False) -> Figures | None:
    """Fund sizes and NAVs from `start` to `end`, of these share classes or of all; None for no fund.

    Of `one` alone: the first of these that has NAVs, else the one that has most.
    """
    sizes: list[DatedFigure] = []
    navs: dict[str, list[DatedFigure]] = defaultdict(list)
    within = [fund_id, start, end]
    days = tuple(NavDays(isin=isin, days=count) for isin, count in rows(COUNTED, within, is_planned_once=True))
    chosen = list(_drawn(days, isins) if one else isins)
    stated = rows(STATED, [*within, chosen, chosen], is_planned_once=True)
    for kind, subject, day, value, currency, delivery_id in stated:
        found = DatedFigure(date=day, value=value, currency=currency, delivery_id=delivery_id)
        (sizes if kind == Figure.Kind.FUND_SIZE else navs[subject]).append(found)
    if not (sizes or navs or PublishedFund.objects.filter(pk=fund_id).exists()):
        return None
    return Figures(
        fund_id=fund_id,
        from_=start,
        to=end,
        aum_fund=tuple(sizes),
        nav_days=days,
        valuation_nav=tuple(NavSeries(isin=isin, values=tuple(values)) for isin, values in navs.items()),
    )


def _drawn(days: Collection[NavDays], isins: Collection[str]) -> list[str]:
    asked = [nav.isin for nav in days if nav.isin in isins]
    most = max(days, key=lambda nav: nav.days, default=None)
    return asked[:1] or ([most.isin] if most else [])
