"""Holds what the public reads against what was approved: composed anew, and compared byte for byte."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import transaction

from cms.accounts.telling import administrators
from cms.audit.services import record
from cms.moderation.approval import approval_of
from cms.moderation.errors import NotApprovedError
from fundfeed.services import post_message

from . import projection
from .models import PublicRendition, PublishedContent

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the public reads, or misses, without anybody's approval."""

    what: str
    subject: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"


@transaction.atomic
def differences() -> list[Difference]:
    """What differs from the approved versions, in the order of its rows; nothing is written."""
    found = [*_of_rows(), *_of_images()]
    transaction.set_rollback(True)  # a missing size of an image was made to compare with
    return found


def check() -> list[Difference]:
    """Compare; what differs stands in the audit trail and is mailed to the administrators."""
    found = differences()
    if found:
        log.error("projection.differs", differences=[str(each) for each in found])
        _tell(found)
    return found


def _of_rows() -> Iterator[Difference]:
    expected: set[int] = set()
    for thing in projection.everything_public():
        try:
            approval_of(thing.live_revision)
        except NotApprovedError as refusal:
            yield Difference(str(refusal), str(thing))
        stored = {row.kind: row for row in projection.rows_of(thing)}
        for kind, values in projection.composed(_as_approved(thing)).items():
            row = stored.get(kind)
            if row is None:
                yield Difference("is approved, and missing", f"{kind} {values['key']} ({values['locale']})")
                continue
            expected.add(row.pk)
            if projection.fill(row, values):
                yield Difference("isn't what was approved", str(row))
    for stray in PublishedContent.objects.exclude(pk__in=expected).order_by("pk"):
        yield Difference("is public, and nothing approved says so", str(stray))


def _as_approved(thing: Any) -> Any:
    """The approved version; when it became public stands in its row alone, which the database guards."""
    approved = thing.live_revision.as_object()
    approved.live_revision, approved.last_published_at = thing.live_revision, thing.last_published_at
    return approved


def _of_images() -> Iterator[Difference]:
    """A size of an image is served by its digest, so that is what its file is held to."""
    names = PublishedContent.objects.values_list("depends_on", flat=True)
    numbers = {name.partition(":")[2] for group in names for name in group if name.startswith("rendition:")}
    for rendition in PublicRendition.objects.filter(pk__in=numbers).order_by("sha256", "pk"):
        if _digest_of(rendition) != rendition.sha256:
            yield Difference("its file is missing or another one", f"image {rendition.sha256}")


def _digest_of(rendition: Any) -> str:
    try:
        with rendition.file.open() as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@transaction.atomic
def _tell(found: list[Difference]) -> None:
    lines = [f"- {each}" for each in found]
    record(
        action="projection.differs",
        actor="The system",
        label=f"{len(found)} differences from what was approved",
        data={"differences": [str(each) for each in found]},
    )
    post_message(
        recipients=sorted(administrators()),
        subject="What the public reads isn't what was approved",
        text="\n".join(
            [
                "Composed anew from the approved versions, this differs from what the site shows:",
                *lines,
                "",
                "Find out who wrote to the database, then run `manage.py rebuild_projection` with the owner's address.",
            ]
        ),
        thread="projection",
    )
