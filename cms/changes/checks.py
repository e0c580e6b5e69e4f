"""What the operators' screen says of changes."""

from collections.abc import Iterator
from typing import Final

from cms.operations.checks.registry import Check, Group, Scene
from cms.operations.states import Result, State
from cms.operations.wording import counted, moment

from .late import unapproved


def approvals(scene: Scene) -> Iterator[Result]:
    """Whether emergencies are approved in time."""
    waiting = list(unapproved())
    late = [change.case.number for change in waiting if change.is_late(scene.at)]
    if late:
        yield Result(state=State.BAD, sentence=f"Not approved in time: {', '.join(late)}.", since=waiting[0].approve_by)
    elif waiting and waiting[0].approve_by:
        sentence = (
            f"{counted(len(waiting), 'emergency', 'emergencies')} to approve until {moment(waiting[0].approve_by)}."
        )
        yield Result(state=State.WARN, sentence=sentence)
    else:
        yield Result(state=State.OK, sentence="No emergency waits for its approval.")


CHECK: Final = Check(
    name="emergency-changes",
    title="Emergency changes",
    group=Group.WAITING,
    look=approvals,
    screen="changes_register",
    remedy="A second person decides about it in the inbox; what isn't approved is undone.",
)
