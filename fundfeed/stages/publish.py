"""Stage 8: compose new public versions, chain them to the ledger, and store the bodies that are served."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

import msgspec
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from msgspec import Struct
from msgspec.structs import replace

from ..models import Correction, Delivery, EditorialSummary, Fund, FundVersion, ListedFund, PublishedFund, SearchWord
from ..models.bulk import add, merge
from ..records.changes import Place
from ..records.figures import FundFigures
from ..records.public import FundProfile, Publication, PublishedCorrection
from ..selectors.corrections import standing
from ..selectors.fund_documents import documents_of_funds
from . import compose, past, publish_documents, seal, tell
from .apply import Applied
from .findable import findable
from .listing import LISTED_FIELDS, listed_row

T = TypeVar("T")
LEDGER_LOCK = 0x46554E44  # one writer of the chain at a time, whatever the provider
BATCH = 1000
FIRST = 1
GENESIS = "0" * 64

VERSION_FIELDS = (
    "sequence", "fund", "version", "valid_from", "body", "body_sha256", "delivery", "file", "pointer", "previous_hash",
    "entry_hash",
)  # fmt: skip
PUBLISHED_FIELDS = ("fund", "version", "etag", "body")
WORD_FIELDS = ("word",)


class _Head(Struct):
    """The end of the chain while it grows."""

    sequence: int
    entry_hash: str


class _Fund(NamedTuple):
    """What is stored of a fund, as far as its bodies need it; `record` and `figures` are JSON."""

    fund_id: str
    status: str
    record: str
    figures: str
    deauthorisation: Any


class _Composed(Struct, frozen=True):
    """One fund, ready to be stored; `ledger_body` is None when its latest version still holds."""

    profile: FundProfile
    figures: FundFigures
    publication: Publication
    ledger_body: bytes | None


def versions(applied: Applied, *, delivery: Delivery, at: datetime) -> int:
    """Publish every fund that may look different now; return how many got a new version in the ledger."""
    affected = sorted(applied.fund_ids)
    head = _locked_head()
    past.catch_up(LISTED_FIELDS, lambda profile: listed_row(profile, FundFigures(), at, findable(profile)))
    published = 0
    for start in range(0, len(affected), BATCH):
        composed: list[_Composed] = []
        fresh = _kept(_composed(affected[start : start + BATCH], applied.places, delivery, at), composed)
        published += add(FundVersion, VERSION_FIELDS, _ledger_rows(fresh, delivery, head))
        past.keep(_numbered(composed, head.sequence), LISTED_FIELDS, _store(composed))
    publish_documents.publications(applied.document_ids, at=at)
    seal.head(at=at)
    tell.changes()
    tell.listeners(affected)
    return published


def _kept(entries: Iterable[T], kept: list[T]) -> Iterator[T]:
    """The entries as they come, so that the database stores one while the next is composed; `kept` gets them all."""
    for entry in entries:
        kept.append(entry)
        yield entry


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
    """All queries come first: whoever iterates may be writing to the database meanwhile."""
    funds = _stored(fund_ids)
    documents = documents_of_funds(fund_ids)
    corrections = standing(fund_ids)
    latest = _latest_versions(fund_ids)
    summaries = dict(EditorialSummary.objects.filter(fund_id__in=fund_ids).values_list("fund_id", "summary"))
    source = _publication(delivery, at)
    return (
        _compose(
            fund,
            compose.profile(
                fund.record,
                fund.status,
                fund.deauthorisation,
                documents.get(fund.fund_id, ()),
                [_published(correction) for correction in corrections.get(fund.fund_id, ())],
                summaries.get(fund.fund_id),
            ),
            latest.get(fund.fund_id),
            _placed(source, places.get(fund.fund_id, Place())),
        )
        for fund in funds
    )


def _stored(fund_ids: Collection[str]) -> list[_Fund]:
    rows = Fund.objects.filter(fund_id__in=fund_ids).order_by("fund_id")
    record, figures = Cast("record", TextField()), Cast("figures", TextField())
    return [_Fund(*row) for row in rows.values_list("fund_id", "status", record, figures, "deauthorisation")]


def _compose(fund: _Fund, profile: FundProfile, latest: Publication | None, next_one: Publication) -> _Composed:
    """The fund under its latest version if that says the same, else under the next one."""
    body, sha256 = compose.encoded(profile)
    figures = msgspec.json.decode(fund.figures, type=FundFigures)
    if latest is not None and latest.sha256 == sha256:
        return _Composed(profile, figures, latest, None)
    version = latest.version + 1 if latest else FIRST
    return _Composed(profile, figures, replace(next_one, version=version, sha256=sha256), body)


def _published(correction: Correction) -> PublishedCorrection:
    return PublishedCorrection(
        field=correction.pointer,
        provider_value=correction.provider_value,
        corrected_value=correction.corrected_value,
        reason=correction.reason,
        since=correction.made_at.astimezone(UTC).date(),
    )


def _latest_versions(fund_ids: Collection[str]) -> dict[str, Publication]:
    versions = FundVersion.objects.filter(fund_id__in=fund_ids).select_related("delivery__provider").defer("body")
    return {
        version.fund_id: replace(
            _publication(version.delivery, version.valid_from),
            version=version.version,
            sha256=version.body_sha256,
            file=version.file,
            pointer=version.pointer,
        )
        for version in versions.order_by("fund_id", "-version").distinct("fund_id")
    }


def _publication(delivery: Delivery, at: datetime) -> Publication:
    """Where what is published at this time comes from; version, digest and place differ from fund to fund."""
    return Publication(
        version=FIRST,
        sha256="",
        published_at=at.astimezone(UTC),
        provider=delivery.provider.code,
        delivery_id=delivery.delivery_id,
        content_date=delivery.content_date,
        file="",
        pointer="",
    )


def _placed(publication: Publication, place: Place) -> Publication:
    return replace(publication, file=place.file, pointer=place.pointer)


def _ledger_rows(composed: Iterable[_Composed], delivery: Delivery, head: _Head) -> Iterator[tuple[Any, ...]]:
    for entry in composed:
        if entry.ledger_body is None:
            continue
        publication, fund_id = entry.publication, entry.profile.fund_id
        previous, sequence = head.entry_hash, head.sequence + 1
        chained = entry_hash(previous, sequence, fund_id, delivery.content_digest, publication)
        head.sequence, head.entry_hash = sequence, chained
        yield (
            sequence,
            fund_id,
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


def _store(composed: Collection[_Composed]) -> list[Sequence[Any]]:
    """Store the bodies that the API sends and the rows that it searches; a fund's first version has none yet.

    Returns the rows that it searches.
    """
    first = [entry for entry in composed if entry.ledger_body is not None and entry.publication.version == FIRST]
    again = [entry for entry in composed if entry.ledger_body is None or entry.publication.version != FIRST]
    listed: list[Sequence[Any]] = []
    add(PublishedFund, PUBLISHED_FIELDS, map(_published_row, first))
    merge(PublishedFund, PUBLISHED_FIELDS, map(_published_row, again), key=("fund",))
    words: set[str] = set()
    add(ListedFund, LISTED_FIELDS, _kept(_listed_rows(first, words), listed))
    merge(ListedFund, LISTED_FIELDS, _kept(_listed_rows(again, words), listed), key=("fund",))
    merge(SearchWord, WORD_FIELDS, ((word,) for word in sorted(words)), key=WORD_FIELDS)
    return listed


def _numbered(composed: Iterable[_Composed], last: int) -> list[past.Entry]:
    """The new versions among these, the last of which has this sequence."""
    fresh = [entry for entry in composed if entry.ledger_body is not None]
    numbers = range(last - len(fresh) + 1, last + 1)
    return [
        past.Entry(number, entry.publication.published_at, entry.profile)
        for number, entry in zip(numbers, fresh, strict=True)
    ]


def _published_row(entry: _Composed) -> tuple[Any, ...]:
    complete = compose.with_figures(entry.profile, entry.figures)
    body, etag = compose.encoded(compose.detail(complete, entry.publication))
    return complete.fund_id, entry.publication.version, etag, body


def _listed_rows(entries: Iterable[_Composed], words: set[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of lists; `words` gets all words by which these funds are found."""
    for entry in entries:
        found = findable(entry.profile)
        words |= found.words
        yield listed_row(entry.profile, entry.figures, entry.publication.published_at, found)
