"""Stage 8: compose new public versions, chain them to the ledger, and store the bodies that are served."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import connection
from msgspec import Struct

from ..models import Correction, Delivery, EditorialSummary, Fund, FundVersion, ListedFund, PublishedFund
from ..models.bulk import add, merge
from ..records.changes import Place
from ..records.feed import WITHDRAWN_STATUSES
from ..records.figures import FundFigures
from ..records.public import FundProfile, Publication, PublishedCorrection
from ..search import stored_terms
from ..selectors.corrections import standing
from ..selectors.fund_documents import documents_of_funds
from . import compose
from .apply import Applied

LEDGER_LOCK = 0x46554E44  # one writer of the chain at a time, whatever the provider
BATCH = 2000
GENESIS = "0" * 64

VERSION_FIELDS = (
    "sequence", "fund", "version", "valid_from", "body", "body_sha256", "delivery", "file", "pointer", "previous_hash",
    "entry_hash",
)  # fmt: skip
PUBLISHED_FIELDS = ("fund", "version", "etag", "body")
LISTED_FIELDS = (
    "fund", "summary", "sort_name", "status", "is_withdrawn", "authorisation_date", "fund_group", "umbrella_id",
    "asset_class", "domicile", "currency", "is_etf", "distribution_policies", "lexemes",
)  # fmt: skip


class _Head(Struct):
    """The end of the chain while it grows."""

    sequence: int
    entry_hash: str


class _Composed(Struct, frozen=True):
    """One fund, ready to be stored; `ledger_body` is None when its latest version still holds."""

    fund: Fund
    profile: FundProfile
    publication: Publication
    ledger_body: bytes | None


def versions(applied: Applied, *, delivery: Delivery, at: datetime) -> int:
    """Publish every fund that may look different now; return how many got a new version in the ledger."""
    affected = sorted(applied.fund_ids)
    head = _locked_head()
    published = 0
    for start in range(0, len(affected), BATCH):
        composed = list(_composed(affected[start : start + BATCH], applied.places, delivery, at))
        published += add(FundVersion, VERSION_FIELDS, _ledger_rows(composed, delivery, head))
        _store(composed)
    return published


def entry_hash(previous: str, sequence: int, fund_id: str, delivery_digest: str, publication: Publication) -> str:
    """The hash that chains one ledger entry, its body and its source to the entry before."""
    fields = (
        previous,
        str(sequence),
        fund_id,
        str(publication.version),
        publication.published_at.isoformat(),
        publication.sha256,
        delivery_digest,
        publication.file,
        publication.pointer,
    )
    return hashlib.sha256("|".join(fields).encode()).hexdigest()


def _locked_head() -> _Head:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
    last = FundVersion.objects.order_by("-sequence").values_list("sequence", "entry_hash").first()
    return _Head(*last) if last else _Head(0, GENESIS)


def _composed(
    fund_ids: Collection[str], places: Mapping[str, Place], delivery: Delivery, at: datetime
) -> Iterator[_Composed]:
    documents = documents_of_funds(fund_ids)
    corrections = standing(fund_ids)
    latest = _latest_versions(fund_ids)
    summaries = dict(EditorialSummary.objects.filter(fund_id__in=fund_ids).values_list("fund_id", "summary"))
    for fund in Fund.objects.filter(fund_id__in=fund_ids).order_by("fund_id"):
        profile = compose.profile(
            fund.record,
            fund.status,
            fund.deauthorisation,
            documents.get(fund.fund_id, ()),
            [_published(correction) for correction in corrections.get(fund.fund_id, ())],
            summaries.get(fund.fund_id),
        )
        body, sha256 = compose.encoded(profile)
        known = latest.get(fund.fund_id)
        if known is not None and known.body_sha256 == sha256:
            yield _Composed(fund, profile, _publication(known), None)
        else:
            place = places.get(fund.fund_id, Place())
            version = FundVersion(
                fund=fund,
                version=known.version + 1 if known else 1,
                valid_from=at,
                body_sha256=sha256,
                delivery=delivery,
                file=place.file,
                pointer=place.pointer,
            )
            yield _Composed(fund, profile, _publication(version), body)


def _published(correction: Correction) -> PublishedCorrection:
    return PublishedCorrection(
        field=correction.pointer,
        provider_value=correction.provider_value,
        corrected_value=correction.corrected_value,
        reason=correction.reason,
        since=correction.made_at.astimezone(UTC).date(),
    )


def _latest_versions(fund_ids: Collection[str]) -> dict[str, FundVersion]:
    versions = FundVersion.objects.filter(fund_id__in=fund_ids).select_related("delivery__provider").defer("body")
    return {version.fund_id: version for version in versions.order_by("fund_id", "-version").distinct("fund_id")}


def _publication(version: FundVersion) -> Publication:
    return Publication(
        version=version.version,
        sha256=version.body_sha256,
        published_at=version.valid_from.astimezone(UTC),
        provider=version.delivery.provider.code,
        delivery_id=version.delivery.delivery_id,
        content_date=version.delivery.content_date,
        file=version.file,
        pointer=version.pointer,
    )


def _ledger_rows(composed: Iterable[_Composed], delivery: Delivery, head: _Head) -> Iterator[tuple[Any, ...]]:
    for entry in composed:
        if entry.ledger_body is None:
            continue
        publication, fund = entry.publication, entry.fund
        previous, sequence = head.entry_hash, head.sequence + 1
        chained = entry_hash(previous, sequence, fund.fund_id, delivery.content_digest, publication)
        head.sequence, head.entry_hash = sequence, chained
        yield (
            sequence,
            fund.fund_id,
            publication.version,
            publication.published_at,
            entry.ledger_body,
            publication.sha256,
            delivery.pk,
            publication.file,
            publication.pointer,
            previous,
            chained,
        )


def _store(composed: Iterable[_Composed]) -> None:
    """Store the bodies that the API sends and the rows that it searches."""
    complete = [
        (entry, compose.with_figures(entry.profile, msgspec.convert(entry.fund.figures, FundFigures)))
        for entry in composed
    ]
    merge(PublishedFund, PUBLISHED_FIELDS, (_published_row(*pair) for pair in complete), key=("fund",))
    merge(ListedFund, LISTED_FIELDS, (_listed_row(profile) for _, profile in complete), key=("fund",))


def _published_row(entry: _Composed, profile: FundProfile) -> tuple[Any, ...]:
    body, etag = compose.encoded(compose.detail(profile, entry.publication))
    return profile.fund_id, entry.publication.version, etag, body


def _listed_row(profile: FundProfile) -> tuple[Any, ...]:
    summary, _ = compose.encoded(compose.summary(profile))
    policies = {entry.share_class_distribution_policy for entry in profile.share_classes}
    return (
        profile.fund_id,
        summary,
        compose.sort_name(profile),
        profile.authorisation_status,
        profile.authorisation_status in WITHDRAWN_STATUSES,
        profile.authorisation_date,
        (profile.fund_group_name or {}).get("en", ""),
        profile.umbrella.umbrella_id if profile.umbrella else "",
        profile.asset_class or "",
        profile.fund_domicile_alpha2,
        profile.fund_currency,
        profile.is_etf,
        sorted(policy for policy in policies if policy),
        stored_terms(compose.search_terms(profile)),
    )
