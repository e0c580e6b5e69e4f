"""What an identifier names: funds, umbrellas and fund houses that are called exactly so."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec
from django.db import connection

from .. import search
from ..records.identifiers import Identifier, Kind, fund_identifiers, house_identifiers, umbrella_identifiers
from ..records.lookups import Hint, Resolution, Resolved
from ..records.public import FundProfile
from .addresses import fund_address, house_address, umbrella_address
from .slips import isin_hint

SUREST_FIRST = ("fundId", "isin", "lei", "umbrellaId", "ticker", "name", "formerName")
TYPES = ("fund", "umbrella", "fundGroup")
MOST = 20
LOOK_UP = """
    SELECT found.type, body FROM (
        (SELECT 'fund' AS type, fund_id FROM fundfeed_listedfund
         WHERE lexemes @@ %s::tsquery ORDER BY is_withdrawn, fund_id LIMIT %s)
        UNION ALL
        (SELECT DISTINCT ON (umbrella_id) 'umbrella', fund_id FROM fundfeed_listedfund
         WHERE lexemes @@ %s::tsquery ORDER BY umbrella_id, is_withdrawn, fund_id LIMIT %s)
        UNION ALL
        (SELECT DISTINCT ON (fund_group_slug) 'fundGroup', fund_id FROM fundfeed_listedfund
         WHERE lexemes @@ %s::tsquery ORDER BY fund_group_slug, is_withdrawn, fund_id LIMIT %s)
    ) AS found JOIN fundfeed_publishedfund USING (fund_id)
"""


class Bearer(NamedTuple):
    """What may bear an identifier: which ones a profile tells of it, and how it is shown."""

    identifiers: Callable[[FundProfile], Iterator[Identifier]]
    shown: Callable[[FundProfile, Kind, str], Resolved | None]


_read = msgspec.json.Decoder(FundProfile)


def resolve(text: str) -> Resolution:
    """All that bears this identifier or name, whatever its case, spaces and signs."""
    wanted = search.squeezed(text)
    found = [_resolved(BEARERS[kind], profile, wanted) for kind, profile in _bearers(wanted)] if wanted else []
    results = sorted((one for one in found if one), key=_order)
    return Resolution(id=text, results=tuple(results), hint=None if results else _hint(wanted))


def _bearers(wanted: str) -> list[tuple[str, FundProfile]]:
    values: list[str | int] = []
    for mark in (search.FUND, search.UMBRELLA, search.HOUSE):
        values += [search.exact_query([mark + wanted]), MOST]
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, values)
        return [(kind, _read.decode(bytes(body))) for kind, body in cursor.fetchall()]


def _resolved(bearer: Bearer, profile: FundProfile, wanted: str) -> Resolved | None:
    borne = [(by, value) for by, value in bearer.identifiers(profile) if search.squeezed(value) == wanted]
    if not borne:
        return None
    by, value = min(borne, key=lambda one: SUREST_FIRST.index(one[0]))
    return bearer.shown(profile, by, value)


def _fund(profile: FundProfile, by: Kind, value: str) -> Resolved:
    return Resolved(
        type="fund",
        matched_by=by,
        value=value,
        id=profile.fund_id,
        name=profile.legal_fund_name_only,
        authorisation_status=profile.authorisation_status,
        url=fund_address(profile.fund_id),
    )


def _umbrella(profile: FundProfile, by: Kind, value: str) -> Resolved | None:
    if (umbrella := profile.umbrella) is None:
        return None
    return Resolved(
        type="umbrella",
        matched_by=by,
        value=value,
        id=umbrella.umbrella_id,
        name=umbrella.umbrella_name,
        authorisation_status=None,
        url=umbrella_address(umbrella.umbrella_id),
    )


def _house(profile: FundProfile, by: Kind, value: str) -> Resolved:
    name = profile.fund_group_name or {}
    slug = search.slug(name.get("en", ""))
    return Resolved(
        type="fundGroup",
        matched_by=by,
        value=value,
        id=slug,
        name=name,
        authorisation_status=None,
        url=house_address(slug),
    )


BEARERS = {
    "fund": Bearer(fund_identifiers, _fund),
    "umbrella": Bearer(umbrella_identifiers, _umbrella),
    "fundGroup": Bearer(house_identifiers, _house),
}


def _order(one: Resolved) -> tuple[int, int, str]:
    return SUREST_FIRST.index(one.matched_by), TYPES.index(one.type), one.id


def _hint(wanted: str) -> Hint:
    return isin_hint(wanted.upper(), known=_known_isins) or Hint(detail="No fund, umbrella or fund house is called so.")


def _known_isins(candidates: Iterable[str]) -> list[str]:
    """Those of the candidates that some fund has."""
    asked = frozenset(candidates)
    wanted = search.exact_query(search.called(search.FUND, asked))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT isin FROM fundfeed_listedfund JOIN fundfeed_shareclass USING (fund_id) "
            "WHERE lexemes @@ %s::tsquery AND isin = ANY(%s) ORDER BY isin LIMIT 5",
            [wanted, sorted(asked)],
        )
        return [isin for (isin,) in cursor.fetchall()]
