"""A delivery that a person brings by hand, when the provider's site can't be reached."""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from django.conf import settings
from django.db import transaction
from msgspec import Struct

from ..adapters.archive import default_archive
from ..adapters.clock import SystemClock
from ..adapters.directory import DirectorySource
from ..adapters.scanned import inspect
from ..adapters.unpacking import MAX_TOTAL_BYTES, Brought, UploadRefusedError, unpack
from ..errors import FeedError
from ..journal import kept_delivery
from ..models import Delivery, Provider
from ..ports import Archive
from ..records.delivery import INDEX
from ..records.findings import Finding
from ..stages import documents, fetch, verify
from ..stages.head import Head


class ReceivedUpload(Struct, frozen=True):
    """The delivery that was brought, and what is wrong with its PDFs."""

    delivery: Delivery
    findings: tuple[Finding, ...]


def receive_delivery(*, provider: Provider, files: Collection[Brought], by: str) -> ReceivedUpload:
    """Archive the files, or those of one zip, as a delivery that waits for two people; nothing public changes.

    Raises `UploadRefusedError`. The same bytes are the same delivery, whoever brought them first.
    """
    staging = Path(settings.FEED_STAGING_DIR)
    staging.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=staging) as directory, transaction.atomic():
        unpack(files, Path(directory))
        try:
            return _received(provider, DirectorySource(Path(directory)), by)
        except FeedError as error:
            raise UploadRefusedError(str(error)) from error


def _received(provider: Provider, source: DirectorySource, by: str) -> ReceivedUpload:
    archive = default_archive()
    received = fetch.manifests(source, archive, max_bytes=settings.FEED_MAX_FILE_BYTES)
    verify.digests(received, accept_weak=provider.accepts_weak_digests)
    delivery = kept_delivery(received, provider=provider, at=SystemClock().now(), uploaded_by=by)
    _identify(delivery, archive, received)
    desk = documents.DocumentDesk(
        source=source,
        archive=archive,
        inspect=inspect,
        connections=1,
        max_bytes=settings.FEED_MAX_DOCUMENT_BYTES,
        max_total_bytes=MAX_TOTAL_BYTES,
        accept_weak=provider.accepts_weak_digests,
        at=SystemClock().now(),
        counted=lambda _done, _all: None,
    )
    names = {name for name in source.listing() if name.endswith(".pdf")}
    return ReceivedUpload(delivery, tuple(documents.fetch(names, desk)))


def _identify(delivery: Delivery, archive: Archive, received: fetch.Received) -> None:
    """Call it as its envelope does, if that says so in the contract's own words; else its run will."""
    with archive.open(received.files[INDEX].sha256) as stream:
        try:
            head = msgspec.json.decode(stream.read(), type=Head)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return
    if not delivery.delivery_id:
        delivery.delivery_id, delivery.content_date = head.delivery_id, head.content_date
        delivery.generated_at = head.generated_at
        delivery.save(update_fields=["delivery_id", "content_date", "generated_at"])
