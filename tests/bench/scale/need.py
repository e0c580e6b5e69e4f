"""From visits to busy cores: what a CDN keeps, what the site keeps, and what is made."""

from msgspec import Struct

from . import costs
from .traffic import Popularity, Visits


class Front(Struct, frozen=True, kw_only=True):
    """What stands in front: how many places of a CDN that keep pages (0: none), and how many servers of the site."""

    places: int = 0
    sites: int = 1


def need(visits: Visits, funds: Popularity, front: Front) -> costs.Need:
    """The cores that the busiest minutes keep busy, before room to breathe."""
    fund_rate, search_rate = visits.per_second(visits.funds), visits.per_second(visits.searches)
    programs = visits.per_second(visits.programs)
    at_site = fund_rate * (1 - _kept(funds, fund_rate, front.places))
    made = at_site * (1 - _kept_by_site(funds, at_site, front))
    programs_at_api = programs * (1 - _kept(funds, programs, front.places))
    site = (at_site - made) * costs.PAGE_KEPT + made * costs.FUND_MADE + search_rate * costs.SEARCH_MADE
    api = (made + programs_at_api) * costs.API_FUND + search_rate * costs.API_SEARCH
    database = (made + programs_at_api) * costs.DATABASE_FUND + search_rate * costs.DATABASE_SEARCH
    return costs.Need(
        site=site,
        api=api,
        database=database,
        asked=fund_rate + search_rate,
        made=made + search_rate,
        megabits=_megabits(visits),
    )


def _kept(funds: Popularity, rate: float, places: int) -> float:
    """Each place of a CDN keeps for its own readers."""
    return funds.kept(rate / places, seconds=costs.KEPT_SECONDS) if places else 0.0


def _kept_by_site(funds: Popularity, rate: float, front: Front) -> float:
    """Each server of the site keeps for itself, and the memory of one has room for the most read pages only."""
    roomy = sum(funds.shares[: costs.Machine().site_pages])
    return roomy * funds.kept(rate / front.sites, seconds=costs.KEPT_SECONDS)


def _megabits(visits: Visits) -> float:
    sizes = (
        (visits.funds, costs.FUND_BYTES),
        (visits.searches, costs.SEARCH_BYTES),
        (1, costs.ASSETS_BYTES),
        (visits.documents, costs.DOCUMENT_BYTES),
    )
    return sum(visits.per_second(times) * size for times, size in sizes) * 8 / 1e6
