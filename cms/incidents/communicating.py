"""Telling people: stakeholders and providers by mail, the public by a status notice that goes through the gate."""

import json
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.accounts.roles import (
    BUSINESS_OPERATOR,
    CONTENT_MANAGER,
    FUND_DATA_MANAGER,
    IT_OPERATOR,
    SYSTEM_ADMINISTRATOR,
    SYSTEM_OPERATOR,
)
from cms.cases import services as cases
from cms.cases.errors import NotAllowedError
from cms.cases.telling import addresses, tell
from cms.moderation.errors import NotApprovedError
from cms.operations.models import StatusNotice
from fundfeed.models import Provider
from fundfeed.services import post_message

from .models import Incident
from .texts import OPEN, Audience, Text, filled

STAKEHOLDERS = (
    *(SYSTEM_OPERATOR, IT_OPERATOR, FUND_DATA_MANAGER),
    *(CONTENT_MANAGER, SYSTEM_ADMINISTRATOR, BUSINESS_OPERATOR),
)


def recipients(incident: Incident, audience: Audience) -> list[str]:
    """Who is mailed: everybody concerned in the house, or the people of the provider."""
    if audience == "stakeholders":
        return sorted(addresses(roles=STAKEHOLDERS) | set(settings.OPERATIONS_EMAILS))
    provider = provider_of(incident)
    people = User.objects.filter(provider=provider, is_active=True).exclude(email="") if provider else ()
    return sorted(person.email for person in people)


def provider_of(incident: Incident) -> Provider | None:
    """The provider whose feed it is about."""
    return incident.run.provider if incident.run else None


def prepared(incident: Incident, text: Text) -> Text:
    """A text with its places filled by what is known of the incident."""
    values = _values(incident)
    parts = ("subject", "text", "subject_zh_hant", "text_zh_hant")
    return Text(
        title=text.title, audience=text.audience, **{part: filled(getattr(text, part), values) for part in parts}
    )


@transaction.atomic
def send(*, incident: Incident, audience: Audience, subject: str, text: str, by: User, at: datetime) -> None:
    """Mail stakeholders or the provider; raises `NotAllowedError` when there is nobody or a place is open."""
    to = recipients(incident, audience)
    _refuse_open_places(subject, text)
    if not to:
        raise NotAllowedError("Nobody has an address there: add a person of that provider, or call and note it.")
    words = f"Told the {audience}: {subject}"
    if audience == "provider":
        _mail_provider(incident, subject, text, to)
        cases.add_note(case=incident.case, words=words, note=text, action="told_provider", by=by, at=at)
        return
    tell(case=incident.case, subject=subject, text=text, to=to)
    cases.told(case=incident.case, words=words, note=text, by=by, at=at)


def _mail_provider(incident: Incident, subject: str, text: str, to: list[str]) -> None:
    """Without the link into the admin, where the provider sees nothing of incidents."""
    thread = f"case-{incident.number}-provider"
    provider = provider_of(incident)
    post_message(recipients=to, subject=f"[{incident.number}] {subject}", text=text, thread=thread, provider=provider)


@transaction.atomic
def draft_notice(*, incident: Incident, text: Text, is_over: bool, by: User, at: datetime) -> StatusNotice:
    """Draft what the public is to read: a status notice, or one more update of the incident's. Nothing is public yet.

    Raises `NotAllowedError` while a version of it waits for a decision.
    """
    _refuse_open_places(text.subject, text.text, text.subject_zh_hant, text.text_zh_hant)
    held = Incident.objects.select_for_update(of=("self",)).select_related("case", "notice").get(pk=incident.pk)
    update = {"at": at.isoformat(), "message_en": text.text, "message_zh_hant": text.text_zh_hant}
    notice = _latest(held.notice) if held.notice else _new_notice(held, text)
    told = [*notice.updates.raw_data, {"type": "update", "value": update}]
    notice.updates = json.dumps([{"type": one["type"], "value": one["value"]} for one in told])
    notice.resolved_at = at if is_over else None
    if held.notice is None:
        notice.save()
        Incident.objects.filter(pk=held.pk).update(notice=notice)
    try:
        notice.save_revision(user=by, log_action=True)
    except NotApprovedError as error:
        raise NotAllowedError("Its last version waits for a decision: let somebody decide, or take it back.") from error
    cases.add_note(case=held.case, words="Drafted a status notice.", note=text.text, action="drafted", by=by, at=at)
    return notice


def _new_notice(incident: Incident, text: Text) -> StatusNotice:
    return StatusNotice(
        title_en=text.subject[:150], title_zh_hant=text.subject_zh_hant[:150], began_at=incident.case.opened_at
    )


def _latest(notice: StatusNotice) -> StatusNotice:
    latest: StatusNotice = notice.get_latest_revision_as_object()
    return latest


def _refuse_open_places(*texts: str) -> None:
    if any(OPEN in text for text in texts):
        raise NotAllowedError(f"Fill what is left open, {OPEN}, first.")


def _values(incident: Incident) -> dict[str, str]:
    case, run, provider = incident.case, incident.run, provider_of(incident)
    return {
        "number": case.number,
        "title": case.title,
        "priority": case.priority,
        "state": case.its_state.words,
        "affected": incident.affected,
        "impact": incident.impact,
        "opened": _moment(case.opened_at),
        "next_update": _moment(timezone.now() + case.update_time) if case.update_time else "",
        "provider": provider.name if provider else "",
        "delivery": str(run.delivery) if run and run.delivery else "",
        "found": incident.symptoms,
        "root_cause": incident.root_cause,
        "resolution": incident.resolution,
    }


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}"
