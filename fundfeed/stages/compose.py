"""Composing what is public of one fund: pure functions from facts to the bodies that the API serves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from ..records.feed import FundRecord
from ..records.figures import FundFigures, digest
from ..records.public import (
    Deauthorisation,
    Editorial,
    FundDetail,
    FundProfile,
    FundSummary,
    Publication,
    PublishedCorrection,
    PublishedDocument,
)
from ..search import folded
from .corrected import FieldCorrection, with_corrections
from .latest import marked

SORT_NAME = 300


def profile(
    record: str | bytes,
    status: str,
    deauthorisation: Any,
    documents: Iterable[PublishedDocument],
    corrections: Sequence[PublishedCorrection] = (),
    summary: Mapping[str, str] | None = None,
) -> FundProfile:
    """The fund's profile as the ledger keeps it: the corrected record, today's status, documents, editors' words.

    `record` is the provider's, as JSON.
    """
    provided = msgspec.json.decode(record, type=FundRecord)
    stated = asdict(_corrected(record, corrections) if corrections else provided)
    if status != provided.authorisation_status:
        stated["authorisation_status"] = status
    withdrawal = msgspec.convert(deauthorisation, Deauthorisation) if deauthorisation else None
    return FundProfile(
        **stated,
        documents=_ordered(marked([*documents])),
        deauthorisation=withdrawal,
        corrections=tuple(corrections),
        editorial=Editorial(summary=dict(summary)) if summary else None,
    )


def _corrected(record: str | bytes, corrections: Iterable[PublishedCorrection]) -> FundRecord:
    corrected = with_corrections(msgspec.json.decode(record), map(_field, corrections))
    return msgspec.convert(corrected, FundRecord)


def _field(correction: PublishedCorrection) -> FieldCorrection:
    return FieldCorrection(
        pointer=correction.field,
        provider_value=correction.provider_value,
        corrected_value=correction.corrected_value,
    )


def encoded(body: Struct) -> tuple[bytes, str]:
    """Canonical JSON of a body, and its SHA-256."""
    content = msgspec.json.encode(body)
    return content, digest(content)


def with_figures(profile: FundProfile, figures: FundFigures) -> FundProfile:
    """The profile with its latest fund size and NAVs in their places."""
    classes = tuple(
        replace(entry, valuation_nav=figures.valuation_nav.get(entry.isin)) for entry in profile.share_classes
    )
    return replace(profile, aum_fund=figures.aum_fund, share_classes=classes)


def detail(profile: FundProfile, publication: Publication) -> FundDetail:
    """The profile as the API serves it."""
    return FundDetail(**asdict(profile), publication=publication)


def summary(profile: FundProfile) -> FundSummary:
    """The profile as lists show it."""
    withdrawal = profile.deauthorisation
    return FundSummary(
        fund_id=profile.fund_id,
        legal_fund_name_only=profile.legal_fund_name_only,
        umbrella=profile.umbrella,
        fund_group_name=profile.fund_group_name,
        man_co=profile.man_co,
        authorisation_status=profile.authorisation_status,
        authorisation_date=profile.authorisation_date,
        fund_domicile_alpha2=profile.fund_domicile_alpha2,
        fund_currency=profile.fund_currency,
        asset_class=profile.asset_class,
        is_etf=profile.is_etf,
        risk_level=profile.risk_level,
        share_class_count=len(profile.share_classes),
        document_count=sum(document.status == "current" for document in profile.documents),
        aum_fund=profile.aum_fund,
        deauthorisation_date=withdrawal.deauthorisation_date if withdrawal else None,
        isins=tuple(entry.isin for entry in profile.share_classes),
    )


def sort_name(profile: FundProfile) -> str:
    """The English name without case and accents, for ordering."""
    return folded(profile.legal_fund_name_only["en"])[:SORT_NAME]


def chinese_sort_name(profile: FundProfile) -> str:
    """The traditional Chinese name, or else the English one, without case and accents, for ordering."""
    name = profile.legal_fund_name_only.get("zh-Hant")
    return folded(name)[:SORT_NAME] if name else sort_name(profile)


def _ordered(documents: Iterable[PublishedDocument]) -> tuple[PublishedDocument, ...]:
    """By type, then newest first, then id: the same facts always give the same bytes."""
    by_id = sorted(documents, key=lambda document: document.document_id)
    newest_first = sorted(by_id, key=lambda document: document.document_date, reverse=True)
    return tuple(sorted(newest_first, key=lambda document: document.document_type))
