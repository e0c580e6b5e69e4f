"""Stage 5: hold the delivery against what is public, and keep the set rules of section 5."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from ..errors import Rejected
from ..records.changes import ChangeSet, PublicState
from ..records.delivery import DEAUTHORISED, INDEX, Envelope, Placed
from ..records.feed import DeauthorisationRecord, FundRecord
from ..records.figures import digest, figures_digest
from ..records.findings import Finding, Reason, Severity, halt, warn
from .validate import ValidDelivery

FAR_AHEAD = timedelta(days=731)  # a wrong year, and no clock that is merely off


class Inconsistent(Rejected):
    """The files disagree with each other, or with what is public."""

    reason = Reason.INCONSISTENT


class RuledOut(Rejected):
    """Two people decided against these very bytes."""

    reason = Reason.SUSPICIOUS


def order_of_deliveries(
    envelope: Envelope, data_digest: str, public: PublicState, *, now: datetime
) -> tuple[Finding, ...]:
    """Warn of a gap; raise `Inconsistent` when an id is used again for other bytes, or for a replay.

    So does a delivery from the far future: once public, it would make a replay of all that follow.
    """
    problems = [*_reused_id(envelope, data_digest, public), *_replay(envelope, public), *_far_ahead(envelope, now)]
    if problems:
        raise Inconsistent(problems)
    previous, last = envelope.previous_delivery_id, public.last
    if previous and last and last.delivery_id not in ("", previous, envelope.delivery_id):
        return (
            warn(
                "delivery.gap",
                f"The provider's previous delivery was {previous}; the last one applied here is {last.delivery_id}.",
                file=INDEX,
                pointer=envelope.where("/previousDeliveryId"),
                received=previous,
                expected=last.delivery_id,
            ),
        )
    return ()


def refuse_ruled_out(is_ruled_out: bool) -> None:
    """Raise `RuledOut` for bytes on which two people have decided already."""
    if is_ruled_out:
        message = "Two people rejected these bytes or rolled them back; only a new delivery can be published."
        raise RuledOut([halt("delivery.ruled_out", message, file=INDEX, expected="a new delivery")])


def with_public(
    valid: ValidDelivery,
    public: PublicState,
    *,
    today: date,
    is_roll_back: bool = False,
    holds_contradictions: bool = False,
) -> tuple[ChangeSet, tuple[Finding, ...]]:
    """What the delivery would change, and warnings; raises `Inconsistent` when a set rule is broken.

    In a roll-back, funds that only later deliveries brought are retracted instead of missed. Where the provider's
    policy `holds_contradictions`, funds that are listed and deauthorised at once stay as they are.
    """
    named = {placed.record.fund_id: placed.record for placed in valid.deauthorised}
    unexplained = tuple(_removed_unexplained(valid, public.listed - valid.present_funds, named, public))
    contradictions = tuple(_contradictions(valid, _effective(named, today)))
    problems = [*(() if is_roll_back else unexplained), *(() if holds_contradictions else contradictions)]
    if problems:
        raise Inconsistent(problems)
    disputed = frozenset(finding.subject for finding in contradictions)
    changes = _changes(
        valid,
        public,
        {fund_id: record for fund_id, record in named.items() if fund_id not in disputed},
        today=today,
        disputed=disputed,
        retracted=tuple(finding.subject for finding in unexplained),
    )
    held = (replace(finding, severity=Severity.HOLD) for finding in contradictions)
    return changes, (*(_returned(fund_id) for fund_id in changes.returned), *held)


def _changes(
    valid: ValidDelivery,
    public: PublicState,
    named: Mapping[str, DeauthorisationRecord],
    *,
    today: date,
    disputed: frozenset[str],
    retracted: tuple[str, ...],
) -> ChangeSet:
    """What the delivery would change, deauthorising those `named`; disputed funds stay as they are."""
    listed, effective = public.listed, _effective(named, today)
    profiles = _profiles(valid, public, leaving=effective.keys() | disputed)
    changed = (placed.record.fund_id for placed in profiles["changed"])
    return ChangeSet(
        **profiles,
        returned=tuple(fund_id for fund_id in changed if public.funds[fund_id].is_withdrawn),
        removed=tuple(sorted(listed - valid.present_funds)),
        withdrawn=tuple(effective[fund_id] for fund_id in sorted(listed & effective.keys())),
        due=tuple(sorted(_due(valid, public, today) - effective.keys())),
        announced=tuple(named[fund_id] for fund_id in sorted(listed & (named.keys() - effective.keys()))),
        retracted=retracted,
        documents=valid.documents,
        documents_gone=tuple(sorted(public.document_ids - valid.present_documents)),
        held=tuple(sorted(valid.held_funds | disputed)),
        places=valid.places,
        public_count=len(listed),
        delivered_count=valid.delivered_count,
    )


def _effective(named: Mapping[str, DeauthorisationRecord], today: date) -> dict[str, DeauthorisationRecord]:
    return {fund_id: record for fund_id, record in named.items() if record.deauthorisation_date <= today}


def _due(valid: ValidDelivery, public: PublicState, today: date) -> frozenset[str]:
    """Announced deauthorisations whose day has come, unless the index still lists the fund after that day."""
    announced = ((fund_id, public.funds[fund_id].deauthorisation_date) for fund_id in public.listed)
    return frozenset(
        fund_id
        for fund_id, day in announced
        if day is not None and day <= today and not (fund_id in valid.present_funds and day <= _stated(valid, today))
    )


def _stated(valid: ValidDelivery, today: date) -> date:
    """The day that the delivery speaks of."""
    return min(valid.envelope.content_date or today, today)


def _profiles(
    valid: ValidDelivery, public: PublicState, *, leaving: Collection[str]
) -> dict[str, tuple[Placed[FundRecord], ...]]:
    added, changed, figures_only, reread = [], [], [], []
    for placed in valid.funds:
        if placed.record.fund_id in leaving:
            continue
        known = public.funds.get(placed.record.fund_id)
        if known is None:
            added.append(placed)
        elif known.is_withdrawn or digest(placed.canonical) != known.record_sha256:
            changed.append(placed)
        elif figures_digest(placed.record) != known.figures_sha256:
            figures_only.append(placed)
        else:
            reread.append(placed)
    return {
        "added": tuple(added),
        "changed": tuple(changed),
        "figures_only": tuple(figures_only),
        "reread": tuple(reread),
    }


def _reused_id(envelope: Envelope, data_digest: str, public: PublicState) -> Iterator[Finding]:
    applied = public.delivery_digests.get(envelope.delivery_id)
    if envelope.delivery_id and applied and applied != data_digest:
        yield halt(
            "delivery.id_reused",
            f"Delivery {envelope.delivery_id} was applied before with other bytes.",
            file=INDEX,
            pointer=envelope.where("/deliveryId"),
            received=envelope.delivery_id,
            expected="a new deliveryId for new content",
        )


def _replay(envelope: Envelope, public: PublicState) -> Iterator[Finding]:
    last = public.last
    if last and last.generated_at and envelope.generated_at and envelope.generated_at < last.generated_at:
        yield halt(
            "delivery.replay",
            f"The delivery was made before {last.delivery_id}, which is public already.",
            file=INDEX,
            pointer=envelope.where("/generatedAt"),
            received=envelope.generated_at.isoformat(),
            expected=f"after {last.generated_at.isoformat()}",
        )


def _far_ahead(envelope: Envelope, now: datetime) -> Iterator[Finding]:
    if envelope.generated_at and envelope.generated_at > now + FAR_AHEAD:
        yield halt(
            "delivery.future",
            "The delivery says that it was made years from now.",
            file=INDEX,
            pointer="/generatedAt",
            received=envelope.generated_at.isoformat(),
            expected=f"at most {FAR_AHEAD.days} days after {now.isoformat()}",
        )


def _removed_unexplained(
    valid: ValidDelivery, gone: frozenset[str], named: dict[str, DeauthorisationRecord], public: PublicState
) -> Iterator[Finding]:
    for fund_id in sorted(gone - named.keys()):
        if public.funds[fund_id].deauthorisation_date is None:
            yield halt(
                "set.removed_not_deauthorised",
                f"{fund_id} is public, is no longer in {INDEX}, and {DEAUTHORISED} doesn't name it.",
                file=DEAUTHORISED,
                pointer=valid.envelope.deauthorised_at,
                subject=fund_id,
                expected=f"{fund_id} in {INDEX} or in {DEAUTHORISED}",
            )


def _contradictions(valid: ValidDelivery, effective: dict[str, DeauthorisationRecord]) -> Iterator[Finding]:
    """A fund can't be listed and deauthorised on the day that the delivery speaks of."""
    for fund_id in sorted(valid.present_funds & effective.keys()):
        day = effective[fund_id].deauthorisation_date
        if day > (valid.envelope.content_date or day):
            continue
        yield halt(
            "set.contradiction",
            f"{fund_id} is in {INDEX} and deauthorised since {day}.",
            file=DEAUTHORISED,
            pointer=valid.envelope.deauthorised_at,
            subject=fund_id,
            received=day.isoformat(),
            expected="one of the two, or a date in the future",
        )


def _returned(fund_id: str) -> Finding:
    return warn("fund.returned", f"{fund_id} is authorised again; its history is kept.", file=INDEX, subject=fund_id)
