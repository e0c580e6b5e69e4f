"""Stage 8, at its end: what each new entry of the ledger changed is written down for those who follow it."""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from ..errors import BrokenLedgerError
from ..models import FundVersion, PublicChange
from ..models.bulk import add
from ..records.following import Change
from ..selectors.record_state import HOLDS
from ..signals import record_published
from .ahead import ahead
from .told import told

Entry = tuple[Any, ...]
BATCH = 1000
MARK = 16
FIELDS = ("sequence", "fund", "fund_group", "kinds", "at", "mark", "body")
ENTRY = ("sequence", "fund_id", "version", "valid_from", "body_sha256", "entry_hash", "body", "before")


def is_up_to_date(sequence: int) -> bool:
    """Whether every entry until this one, the ledger's last, is told; raises `BrokenLedgerError` as `changes` does."""
    return _told_last() == sequence


def first_versions(entries: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """What is told of these rows of the ledger, as `chain` makes them, of funds that weren't public before."""
    for sequence, fund_id, version, at, body, sha256, *_, entry_hash in entries:
        yield _row((sequence, fund_id, version, at, sha256, entry_hash, body, None))


def changes() -> None:
    """Tell every entry that isn't told yet; the caller is the only one who writes to the ledger.

    Raises `BrokenLedgerError` when what was told last isn't an entry of this ledger.
    """
    for rows in ahead(_untold(), work=_rows):
        add(PublicChange, FIELDS, rows)


def _untold() -> Iterator[list[Entry]]:
    last = _told_last()
    while fresh := _entries_after(last):
        yield fresh
        last = fresh[-1][0]


def _rows(entries: Iterable[Entry]) -> list[tuple[Any, ...]]:
    return [_row(entry) for entry in entries]


def _told_last() -> int:
    last = PublicChange.objects.order_by("-sequence").first()
    if last is None:
        return 0
    if not FundVersion.objects.filter(sequence=last.sequence, entry_hash__startswith=last.mark).exists():
        raise BrokenLedgerError(f"Followers were told of entry {last.sequence:,}, which isn't one of this ledger.")
    return last.sequence


def listeners(fund_ids: Collection[str]) -> None:
    """Say that these funds may look different, as soon as everybody can see it, whichever process is asked."""
    if fund_ids:
        transaction.on_commit(partial(time.sleep, HOLDS))
        send = partial(record_published.send_robust, PublicChange, fund_ids=tuple(fund_ids))
        transaction.on_commit(send, robust=True)


def _entries_after(sequence: int) -> list[Entry]:
    """The next entries, each with the body of the version before it."""
    earlier = FundVersion.objects.filter(fund=OuterRef("fund"), version=OuterRef("previous_version"))
    rows = FundVersion.objects.filter(sequence__gt=sequence).annotate(previous_version=F("version") - 1)
    told_with = rows.annotate(before=Subquery(earlier.values("body")[:1])).order_by("sequence")
    return list(told_with.values_list(*ENTRY)[:BATCH])


def _row(entry: Entry) -> tuple[Any, ...]:
    sequence, fund_id, version, at, sha256, entry_hash, body, before = entry
    profile = msgspec.json.decode(body)
    what = told(msgspec.json.decode(before) if before else None, profile)
    house = profile.get("fundGroupName")
    change = Change(
        sequence=sequence,
        at=at,
        fund_id=fund_id,
        legal_fund_name_only=profile["legalFundNameOnly"],
        fund_group_name=house,
        version=version,
        kinds=what.kinds,
        fields=what.fields,
        documents=what.documents,
        sha256=sha256,
        url=f"/api/v1/funds/{fund_id}/",
    )
    return (
        sequence,
        fund_id,
        (house or {}).get("en", ""),
        list(what.kinds),
        at,
        entry_hash[:MARK],
        msgspec.json.encode(change),
    )
