"""Open incidents and actions among the operations checks."""

from collections.abc import Iterator
from typing import Final

from django.utils import timezone

from cms.cases.clocks import clocks_of
from cms.operations.checks.registry import Check, Group, Scene
from cms.operations.states import Result, State
from cms.operations.wording import counted

from .models import Incident, ReviewAction, read_only_since

NAMED: Final = 3


def incidents(scene: Scene) -> Iterator[Result]:
    """How many incidents are open, and whether one of their clocks has run over."""
    rows = Incident.objects.filter(case__closed_at=None).select_related("case").order_by("case__priority", "case_id")
    found = list(rows)
    going_on = [row for row in found if row.case.resolved_at is None]
    late = [row for row in going_on if any(clock.is_over(scene.at) for clock in clocks_of(row.case))]
    is_bad = bool(late) or any(row.case.priority == "P1" for row in going_on)
    named = "; ".join(f"{row.case.priority} {row.number}" for row in found[:NAMED])
    more = " and others" if len(found) > NAMED else ""
    overdue = f" {counted(len(late), 'clock')} overdue." if late else ""
    yield Result(
        state=State.BAD if is_bad else State.WARN if found else State.OK,
        sentence=f"{counted(len(found), 'incident')} open: {named}{more}.{overdue}"
        if found
        else "No incident is open.",
        value=len(found),
        since=min(row.case.opened_at for row in found) if found else None,
    )


def actions(scene: Scene) -> Iterator[Result]:
    """Whether what was to be done after incidents is done."""
    late = ReviewAction.objects.filter(done_at=None, due__lt=timezone.localdate(scene.at)).count()
    left = ReviewAction.objects.filter(done_at=None).count()
    told = (
        f"{counted(left, 'action')} to do, {late} of them late." if left else "Every action after an incident is done."
    )
    yield Result(state=State.WARN if late else State.OK, sentence=told, value=late)


def read_only(scene: Scene) -> Iterator[Result]:  # noqa: ARG001 - every check takes the scene
    """Whether the admin takes changes."""
    switch = read_only_since()
    if switch is None:
        yield Result(state=State.OK, sentence="The admin takes changes.")
        return
    sentence = f"The admin refuses every change, for {switch.incident.number}: {switch.reason}"
    yield Result(state=State.WARN, sentence=sentence, since=switch.at)


CHECKS: Final = (
    Check(
        name="incidents",
        title="Open incidents",
        group=Group.WAITING,
        look=incidents,
        screen="incidents_list",
        remedy="Open the list: acknowledge what nobody has, and tell how it stands before the next update is due.",
    ),
    Check(
        name="review-actions",
        title="Actions after incidents",
        group=Group.WAITING,
        look=actions,
        screen="incidents_list",
        remedy="Ask the owners of the late ones, on the reviews of their incidents.",
    ),
    Check(
        name="read-only",
        title="Read-only mode",
        group=Group.COMPONENTS,
        look=read_only,
        screen="incidents_list",
        remedy="Lift it on the incident that it was set for, under Contain, as soon as that is safe.",
    ),
)
