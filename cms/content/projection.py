"""Writing what the public reads: once, when it is approved, and again when something changes that it refers to."""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from django.apps import apps
from django.db import connection, transaction
from wagtail.models import Page

from .expansion import Expansion
from .signals import content_published

LOCK: Final = 7_204_110_001  # one writer at a time: publications are rare, and they touch each other's rows


@transaction.atomic
def publish(thing: Any) -> None:
    """Write `thing`'s payloads and those of everything that refers to it."""
    wait_for_others()
    _write(thing)
    _refresh(thing.place_changes(), but=thing)


@transaction.atomic
def withdraw(thing: Any) -> None:
    """Remove `thing`'s payloads; links to it become plain text."""
    wait_for_others()
    kinds = set(rows_of(thing).values_list("kind", flat=True))
    content_published.send(type(thing), kinds=kinds, withdrawn=True)
    rows_of(thing).delete()
    _refresh(thing.place_changes(), but=thing)


@transaction.atomic
def rebuild() -> tuple[int, int]:
    """Write everything anew from the approved live versions; says how many rows changed and how many were removed.

    Only the owner of the tables may, since the database lets others write where something is published.
    """
    wait_for_others()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL content.rebuilds = 'yes'")
    kept: set[int] = set()
    changed = 0
    for thing in everything_public():
        rows, differing = _write(thing)
        kept |= rows
        changed += differing
    removed, _ = _published().objects.exclude(pk__in=kept).delete()
    return changed, removed


def _write(thing: Any) -> tuple[set[int], int]:
    """Store the payloads of one source; rows that say the same already stay as they are."""
    entries = composed(thing)
    stored = {row.kind: row for row in rows_of(thing)}
    changed, _ = rows_of(thing).exclude(kind__in=entries).delete()
    kept: set[int] = set()
    for kind, values in entries.items():
        row = stored.get(kind) or _published()(**_source(thing), kind=kind)
        differs = fill(row, values)
        if differs:
            row.save()
        changed += differs
        kept.add(row.pk)
    if changed:
        content_published.send(type(thing), kinds={*entries, *stored}, withdrawn=False)
    return kept, changed


def composed(thing: Any) -> dict[str, dict[str, Any]]:
    """What the rows of one source say, by their kind."""
    expansion = Expansion()
    entries = list(thing.entries(expansion))
    return {entry.kind: _values(thing, entry, expansion) for entry in entries}


def _values(thing: Any, entry: Any, expansion: Expansion) -> dict[str, Any]:
    payload = msgspec.json.encode(entry.payload)
    return {
        "key": entry.key,
        "locale": thing.tag,
        "sort_key": entry.sort_key,
        "payload": payload,
        "sha256": hashlib.sha256(payload).hexdigest(),
        "shown_from": entry.shown_from,
        "shown_until": entry.shown_until,
        "depends_on": sorted(expansion.depends_on),
        "revision_id": thing.live_revision_id,
        "published_at": thing.last_published_at,
    }


def fill(row: Any, values: dict[str, Any]) -> bool:
    """Put the values into the row; whether any of them is new."""
    differs = row.pk is None
    for name, value in values.items():
        held = getattr(row, name)
        differs |= (bytes(held) if name == "payload" and held is not None else held) != value
        setattr(row, name, value)
    return differs


def _refresh(names: set[str], *, but: Any) -> None:
    """Write anew what depends on one of `names`."""
    own = _source(but)
    sources = {
        (row.source_type, row.source_id)
        for row in _published().objects.filter(depends_on__overlap=sorted(names)).select_related("source_type")
        if (row.source_type, row.source_id) != (own["source_type"], own["source_id"])
    }
    for content_type, number in sorted(sources, key=lambda source: (source[0].pk, source[1])):
        thing = content_type.model_class()._base_manager.get(pk=number)
        _write(thing.specific if isinstance(thing, Page) else thing)


def everything_public() -> Iterator[Any]:
    """What editors have in public: everything that is live by an approval."""
    for model in apps.get_models():
        if getattr(model, "is_projected", False):
            rows: Any = model._base_manager
            yield from rows.filter(live=True, live_revision__task_states__status="approved").distinct().order_by("pk")


def rows_of(thing: Any) -> Any:
    """The stored payloads of one source."""
    return _published().objects.filter(**_source(thing))


def _source(thing: Any) -> dict[str, Any]:
    return {"source_type": thing.get_base_content_type(), "source_id": str(thing.pk)}


def _published() -> Any:
    return apps.get_model("content", "PublishedContent")


def wait_for_others() -> None:
    """Publish nothing else until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
