"""What is stored of a fund that is published: pure functions from what is known of it to its rows and bodies."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..models import Correction
from ..records.figures import FundFigures
from ..records.public import FundProfile, Publication, PublishedCorrection, PublishedDocument
from . import compose
from .findable import findable
from .listing import listed_row

FIRST = 1


class StoredFund(NamedTuple):
    """What is stored of a fund, as far as its bodies need it; `record` and `figures` are JSON."""

    fund_id: str
    status: str
    record: str
    figures: str
    deauthorisation: Any


class Known(NamedTuple):
    """Everything that a fund's bodies are made of; `source` is what a new version of it would come from."""

    fund: StoredFund
    documents: Sequence[PublishedDocument]
    corrections: Sequence[Correction]
    editorial: Mapping[str, str] | None
    latest: Publication | None
    source: Publication


class Publishable(Struct, frozen=True):
    """One fund, ready to be stored; `ledger_body` is None when its latest version still holds."""

    profile: FundProfile
    publication: Publication
    ledger_body: bytes | None
    published: Sequence[Any]
    listed: Sequence[Any]
    words: frozenset[str]

    @property
    def is_first(self) -> bool:
        """Whether nothing is stored of it yet."""
        return self.ledger_body is not None and self.publication.version == FIRST


def publishable(known: Known) -> Publishable:
    """The fund under its latest version if that says the same, else under the next one."""
    profile = _profile(known)
    figures = msgspec.json.decode(known.fund.figures, type=FundFigures)
    body, sha256 = compose.encoded(profile)
    holds = known.latest if known.latest is not None and known.latest.sha256 == sha256 else None
    publication = holds or _next(known, sha256)
    found = findable(profile)
    return Publishable(
        profile=profile,
        publication=publication,
        ledger_body=None if holds else body,
        published=_published(profile, figures, publication),
        listed=listed_row(profile, figures, publication.published_at, found),
        words=found.words,
    )


def _profile(known: Known) -> FundProfile:
    fund = known.fund
    corrections = [_correction(correction) for correction in known.corrections]
    return compose.profile(
        fund.record, fund.status, fund.deauthorisation, known.documents, corrections, known.editorial
    )


def _correction(correction: Correction) -> PublishedCorrection:
    return PublishedCorrection(
        field=correction.pointer,
        provider_value=correction.provider_value,
        corrected_value=correction.corrected_value,
        reason=correction.reason,
        since=correction.made_at.astimezone(UTC).date(),
    )


def _next(known: Known, sha256: str) -> Publication:
    version = known.latest.version + 1 if known.latest else FIRST
    return replace(known.source, version=version, sha256=sha256)


def _published(profile: FundProfile, figures: FundFigures, publication: Publication) -> tuple[Any, ...]:
    """The body that the API sends, beside its fund, version and digest."""
    complete = compose.with_figures(profile, figures)
    body, etag = compose.encoded(compose.detail(complete, publication))
    return complete.fund_id, publication.version, etag, body
