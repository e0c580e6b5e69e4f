"""Stage 8: compose new public versions, chain them to the ledger, and store the bodies that are served."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from msgspec.structs import replace

from ..models import (
    Delivery,
    EditorialSummary,
    Fund,
    FundVersion,
    ListedFund,
    ListedVersion,
    PublicChange,
    PublishedFund,
    SearchWord,
    ShareClass,
)
from ..models.among import Among
from ..models.bulk import add, check_references, merge
from ..records.changes import Place
from ..records.figures import FundFigures
from ..records.public import FundProfile, Publication
from ..selectors.corrections import standing
from ..selectors.fund_documents import documents_of_funds
from . import chain, past, publish_documents, seal, tell
from .ahead import ahead
from .apply import Applied
from .findable import findable
from .listing import LISTED_FIELDS, listed_row
from .prepare import PUBLISHED_FIELDS, Batch, Preparing
from .publishable import FIRST, Known, StoredFund

LEDGER_LOCK = 0x46554E44  # one writer of the chain at a time, whatever the provider
BATCH = 500
DOCUMENTS = 1000  # of a batch's funds together: a few batches are in memory at once, and documents are most of them
UNSORTED_WORDS = "SET LOCAL gin_pending_list_limit = '64MB'"

WORD_FIELDS = ("word",)
REFERRING = (Fund, ShareClass, PublishedFund, ListedFund)


def versions(applied: Applied, *, delivery: Delivery, at: datetime) -> int:
    """Publish every fund that may look different now; return how many got a new version in the ledger."""
    affected = sorted(applied.fund_ids)
    head = _locked_head()
    _index_words_later(len(affected))
    past.catch_up(LISTED_FIELDS, _past_row(at))
    published = 0
    words = set[str]()
    preparing, telling = Preparing(delivery, head), tell.is_up_to_date(head.sequence)
    for batch in ahead(_read(affected, applied.places, _publication(delivery, at)), work=preparing.batch):
        if len(affected) > BATCH:
            check_references(*REFERRING)  # what was written so far, while more is prepared
        published += add(FundVersion, chain.VERSION_FIELDS, batch.versions)
        _store(batch)
        telling = telling and _tell(batch)
        words |= batch.words
    merge(SearchWord, WORD_FIELDS, ((word,) for word in sorted(words)), key=WORD_FIELDS)
    publish_documents.publications(applied.document_ids, at=at)
    seal.head(at=at)
    tell.changes()
    tell.listeners(affected)
    return published


def _tell(batch: Batch) -> bool:
    """Tell followers of the batch, and whether that was possible: in the ledger's order, what waits makes all wait."""
    if batch.told is None:
        return False
    add(PublicChange, tell.FIELDS, batch.told)
    return True


def list_anew(fund_ids: Collection[str], *, at: datetime) -> None:
    """Compose anew how every version of these funds stands in the lists of past days."""
    past.list_anew(fund_ids, LISTED_FIELDS, _past_row(at))


def _past_row(at: datetime) -> Callable[[FundProfile], Sequence[Any]]:
    """A version as lists have it, without figures, which make no versions."""
    return lambda profile: listed_row(profile, FundFigures(), at, findable(profile))


def _locked_head() -> chain.Head:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
    last = FundVersion.objects.order_by("-sequence").values_list("sequence", "entry_hash").first()
    return chain.Head(*last) if last else chain.Head()


def _index_words_later(funds: int) -> None:
    """Of many funds PostgreSQL sorts the search words into their indexes in the background, after the publication.

    Until then it looks through the new ones one by one, so that every search has the same answer.
    """
    if funds > BATCH:
        with connection.cursor() as cursor:
            cursor.execute(UNSORTED_WORDS)


def _read(fund_ids: Sequence[str], places: Mapping[str, Place], source: Publication) -> Iterator[list[Known]]:
    """The funds in batches, of which all queries are made before the next is prepared."""
    for start in range(0, len(fund_ids), BATCH):
        yield from _portions(_known(fund_ids[start : start + BATCH], places, source))


def _portions(known: Iterable[Known]) -> Iterator[list[Known]]:
    """The funds in batches that end as soon as they have many documents."""
    portion, documents = list[Known](), 0
    for fund in known:
        portion.append(fund)
        documents += len(fund.documents)
        if documents >= DOCUMENTS:
            yield portion
            portion, documents = [], 0
    if portion:
        yield portion


def _known(fund_ids: Collection[str], places: Mapping[str, Place], source: Publication) -> list[Known]:
    """All that these funds' bodies are made of."""
    documents = documents_of_funds(fund_ids)
    corrections = standing(fund_ids)
    latest = _latest_versions(fund_ids)
    summaries = dict(EditorialSummary.objects.filter(Among("fund_id", fund_ids)).values_list("fund_id", "summary"))
    return [
        Known(
            fund=fund,
            documents=documents.get(fund.fund_id, ()),
            corrections=corrections.get(fund.fund_id, ()),
            editorial=summaries.get(fund.fund_id),
            latest=latest.get(fund.fund_id),
            source=_placed(source, places.get(fund.fund_id, Place())),
        )
        for fund in _stored(fund_ids)
    ]


def _stored(fund_ids: Collection[str]) -> list[StoredFund]:
    rows = Fund.objects.filter(Among("fund_id", fund_ids)).order_by("fund_id")
    record, figures = Cast("record", TextField()), Cast("figures", TextField())
    return [StoredFund(*row) for row in rows.values_list("fund_id", "status", record, figures, "deauthorisation")]


def _latest_versions(fund_ids: Collection[str]) -> dict[str, Publication]:
    versions = FundVersion.objects.filter(Among("fund_id", fund_ids))
    return {
        version.fund_id: replace(
            _publication(version.delivery, version.valid_from),
            version=version.version,
            sha256=version.body_sha256,
            file=version.file,
            pointer=version.pointer,
        )
        for version in versions.select_related("delivery__provider")
        .defer("body")
        .order_by("fund_id", "-version")
        .distinct("fund_id")
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


def _store(batch: Batch) -> None:
    """Store the bodies that the API sends and the rows that it searches; a fund's first version has none yet."""
    add(PublishedFund, PUBLISHED_FIELDS, batch.published)
    add(ListedFund, LISTED_FIELDS, batch.listed)
    if batch.again:
        merge(PublishedFund, PUBLISHED_FIELDS, (entry.published for entry in batch.again), key=("fund",))
        merge(ListedFund, LISTED_FIELDS, (entry.listed for entry in batch.again), key=("fund",))
    add(ListedVersion, past.FIELDS, batch.past)
    past.end(batch.followed)
