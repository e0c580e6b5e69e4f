"""What waits for people or for other people's servers: submissions, mails, webhooks."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min, Q

from cms.moderation.waiting import waiting
from cms.partners.models import WebhookEndpoint
from fundfeed.models import Message
from fundfeed.selectors.mails import refused_since

from ..states import Result, State, worst
from ..wording import age, counted
from .registry import Scene

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def approvals(scene: Scene) -> Iterator[Result]:
    """How many submissions wait for a second person, and how long the oldest has waited."""
    found = waiting().aggregate(count=Count("pk"), oldest=Min("started_at"))
    if not found["count"]:
        yield Result(state=State.OK, sentence="Nothing waits for a decision.", value=0)
        return
    waits = scene.at - found["oldest"]
    yield Result(
        state=scene.limits["approval_hours"].state(waits / HOUR),
        sentence=f"{counted(found['count'], 'submission')} to decide about, the oldest for {age(waits)}.",
        value=waits / HOUR,
        measure="approval_hours",
        since=found["oldest"],
    )


def mails(scene: Scene) -> Iterator[Result]:
    """Whether mails leave, and whether one of the last day had nobody to go to or was refused for good."""
    day_ago = scene.at - timedelta(days=1)
    waits_still = Q(sent_at=None, given_up_at=None) & ~Q(recipients=[])
    lost, refused = Q(created_at__gt=day_ago, recipients=[]), refused_since(day_ago)
    found = Message.objects.filter(waits_still | lost | refused).aggregate(
        count=Count("pk", filter=waits_still),
        oldest=Min("created_at", filter=waits_still),
        lost=Count("pk", filter=lost),
        refused=Count("pk", filter=refused),
    )
    waits = scene.at - (found["oldest"] or scene.at)
    told = [f"{counted(found['count'], 'mail')} waiting, the oldest for {age(waits)}." if found["count"] else ""]
    told.append(f"{counted(found['lost'], 'mail')} of the last day had no recipient." if found["lost"] else "")
    told.append(f"{counted(found['refused'], 'mail')} of the last day refused for good." if found["refused"] else "")
    is_odd = found["lost"] or found["refused"]
    states = (scene.limits["mail_minutes"].state(waits / MINUTE), State.WARN if is_odd else State.OK)
    yield Result(
        state=worst(states),
        sentence=" ".join(filter(None, told)) or "Every mail was sent.",
        value=waits / MINUTE,
        measure="mail_minutes",
        since=found["oldest"],
    )


def webhooks(scene: Scene) -> Iterator[Result]:  # noqa: ARG001 - every check takes the scene
    """Whether every partner's webhook can be told what changed."""
    wanted = WebhookEndpoint.State
    found = WebhookEndpoint.objects.aggregate(
        active=Count("pk", filter=Q(state=wanted.ACTIVE)),
        failing=Count("pk", filter=Q(state=wanted.ACTIVE, failures__gt=0)),
        paused=Count("pk", filter=Q(state=wanted.PAUSED)),
        oldest=Min("failing_since", filter=Q(state__in=(wanted.ACTIVE, wanted.PAUSED))),
    )
    parts = [
        counted(found["active"], "webhook"),
        f"{found['failing']} can't be reached" if found["failing"] else "",
        f"{found['paused']} paused" if found["paused"] else "",
    ]
    is_troubled = found["failing"] or found["paused"]
    yield Result(
        state=State.WARN if is_troubled else State.OK,
        sentence=", ".join(filter(None, parts)) + ".",
        since=found["oldest"] if is_troubled else None,
    )
