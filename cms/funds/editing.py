"""From a fund's editorial to its public record, and the conflicts with what the provider says now.

An `editorial` is a `FundEditorial`; that model calls what stands here, so it isn't imported.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypedDict

from cms.facts.badges import Badge
from cms.moderation.approval import Approval
from cms.moderation.errors import NotApprovedError
from fundfeed.models import Correction
from fundfeed.services import AlreadyRunning, correct_fund, set_summary, withdraw_correction
from fundfeed.stages.corrected import NotCorrectableError, refuse_unfit, value_at

from . import correctable, states
from .correction_block import Entry, entries
from .rich_text import public_html

STANDS = Correction.State.STANDS


class People(TypedDict):
    """Who proposed and who approved, as the services take them."""

    by: str
    approved_by: str


@dataclass(frozen=True)
class Standing:
    """One correction of an editorial beside what the provider said and says."""

    field: str
    proposed_against: str
    now: str
    corrected: str
    badge: Badge


def remember_provider_values(editorial: Any) -> None:
    """Keep with each new correction what the provider says now, so that a later change is seen."""
    record = editorial.fund.record if editorial.fund else {}
    for child in editorial.corrections:
        said = child.value
        if said.get("field") and not said.get("provider_value"):
            where = correctable.pointer(said["field"], said.get("isin") or "")
            said["provider_value"] = correctable.as_text(value_at(record, where))


def complaints(editorial: Any) -> list[str]:
    """Why corrections can't be published now, in sentences."""
    found = entries(editorial.corrections)
    pointers = [entry.pointer for entry in found]
    twice = [
        f"{correctable.label(pointer)} is corrected twice."
        for pointer in sorted(set(pointers))
        if pointers.count(pointer) > 1
    ]
    return [*twice, *_unfit(editorial, found)]


def _unfit(editorial: Any, found: list[Entry]) -> Iterator[str]:
    record = editorial.fund.record if editorial.fund else {}
    for entry in found:
        name, now = correctable.label(entry.pointer), correctable.as_text(value_at(record, entry.pointer))
        if entry.provider_value != now:
            yield (
                f"{name}: the provider changed it meanwhile, from {entry.provider_value} to {now}. Take the "
                "correction out, or empty “Provider's value when it was proposed” if it still holds."
            )
            continue
        try:
            refuse_unfit(record, entry.pointer, entry.value)
        except NotCorrectableError as error:
            yield f"{name}: {str(error).replace(entry.pointer, 'it')}"


def conflicts(editorial: Any) -> list[Standing]:
    """Each correction beside the provider's value then and now."""
    record = editorial.fund.record if editorial.fund else {}
    made = {correction.pointer: correction for correction in _made(editorial).order_by("made_at")}
    return [_standing(entry, record, made.get(entry.pointer)) for entry in entries(editorial.corrections)]


def _standing(entry: Entry, record: dict[str, Any], made: Correction | None) -> Standing:
    now = correctable.as_text(value_at(record, entry.pointer))
    if made is not None:
        badge = states.correction_state(made.state)
    elif entry.provider_value and entry.provider_value != now:
        badge = Badge("Provider changed it", "caution")
    else:
        badge = Badge("Proposed")
    return Standing(
        correctable.label(entry.pointer), entry.provider_value, now, correctable.as_text(entry.value), badge
    )


def publish(editorial: Any, approval: Approval) -> None:
    """Bring the fund's corrections and summary to what was approved; raises `NotApprovedError`."""
    try:
        _publish(editorial, _people(approval))
    except (NotCorrectableError, AlreadyRunning) as error:
        raise NotApprovedError(str(error)) from error


def _publish(editorial: Any, people: People) -> None:
    wanted = {entry.pointer: entry for entry in entries(editorial.corrections)}
    kept = []
    for correction in _made(editorial).filter(state=STANDS):
        entry = wanted.get(correction.pointer)
        if entry is None:
            withdraw_correction(correction=correction, reason=editorial.reason, **people)
        elif _says_the_same(correction, entry):
            kept.append(correction.pk)
            del wanted[correction.pointer]
    if changed := list(_changed_meanwhile(editorial, wanted.values())):
        raise NotApprovedError(" ".join(changed))
    kept += [_correct(editorial, entry, people).pk for entry in wanted.values()]
    summary = {"en": public_html(editorial.summary_en), "zh-Hant": public_html(editorial.summary_zh_hant)}
    set_summary(fund=editorial.fund, summary=summary, reason=editorial.reason, **people)
    editorial.published_corrections = kept
    editorial.save(update_fields=["published_corrections"])


def _changed_meanwhile(editorial: Any, wanted: Any) -> Iterator[str]:
    editorial.fund.refresh_from_db()
    return _unfit(editorial, list(wanted))


def _correct(editorial: Any, entry: Entry, people: People) -> Correction:
    return correct_fund(
        fund_id=editorial.fund_id,
        pointer=entry.pointer,
        value=entry.value,
        reason=entry.reason,
        expires_on=entry.expires_on,
        **people,
    )


def withdraw(editorial: Any, approval: Approval) -> None:
    """Publish the provider's record alone again; raises `NotApprovedError` while a run is under way."""
    people = _people(approval)
    try:
        for correction in _made(editorial).filter(state=STANDS):
            withdraw_correction(correction=correction, reason=editorial.reason, **people)
        set_summary(fund=editorial.fund, summary={}, reason=editorial.reason, **people)
    except AlreadyRunning as error:
        raise NotApprovedError(str(error)) from error


def _made(editorial: Any) -> Any:
    return Correction.objects.filter(pk__in=editorial.published_corrections).select_related("fund__provider")


def _says_the_same(correction: Correction, entry: Entry) -> bool:
    ours = (correction.corrected_value, correction.reason, correction.expires_on)
    return ours == (entry.value, entry.reason, entry.expires_on)


def _people(approval: Approval) -> People:
    return {"by": approval.proposed_by.get_username(), "approved_by": approval.approved_by.get_username()}
