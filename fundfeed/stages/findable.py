"""What a fund is found by: pure functions from its profile to search terms."""

from typing import NamedTuple

from .. import search
from ..records.identifiers import fund_identifiers, house_identifiers, present_names, tickers, umbrella_identifiers
from ..records.public import FundProfile

MOST_ISINS_INSIDE = 1000  # eight terms each, and PostgreSQL takes 1 MB of terms; the whole ISIN is found in any case


class Findable(NamedTuple):
    """The terms of one fund as PostgreSQL reads them, and the words that correct what is misspelt."""

    lexemes: bytes
    words: frozenset[str]


def findable(profile: FundProfile) -> Findable:
    """Names past and present, house, umbrella, share classes and identifiers as terms."""
    names = search.terms(present_names(profile))
    found_by = names | search.terms([*_other_names(profile), *_codes(profile)])
    isins = [entry.isin for entry in profile.share_classes[:MOST_ISINS_INSIDE]]
    marked = search.inside(isins) | _called(profile)
    return Findable(search.stored_terms(found_by, names=names, marked=marked), search.correctable(found_by))


def _called(profile: FundProfile) -> frozenset[str]:
    return (
        search.called(search.FUND, (value for _, value in fund_identifiers(profile)))
        | search.called(search.UMBRELLA, (value for _, value in umbrella_identifiers(profile)))
        | search.called(search.HOUSE, (value for _, value in house_identifiers(profile)))
    )


def _other_names(profile: FundProfile) -> list[str]:
    maps = [profile.fund_group_name or {}, *(former.name for former in profile.former_names or ())]
    maps += [profile.umbrella.umbrella_name] if profile.umbrella else []
    maps += [entry.full_share_class_name for entry in profile.share_classes]
    return [text for names in maps for text in names.values()]


def _codes(profile: FundProfile) -> list[str]:
    isins = [entry.isin for entry in profile.share_classes]
    return [profile.fund_id, profile.man_co, profile.lei_of_fund or "", *isins, *tickers(profile)]
