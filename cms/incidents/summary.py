"""What the evening's mail says about incidents."""

from collections.abc import Iterator
from typing import Final

from cms.operations.summary.registry import Day, Paragraph
from cms.operations.wording import age, counted

from .models import Incident

MOST: Final = 10


def incidents(day: Day) -> Iterator[str]:
    """What is open, the most urgent first, and how much began and ended today."""
    rows = Incident.objects.select_related("case__owner")
    began = rows.filter(case__opened_at__range=(day.start, day.at)).count()
    ended = rows.filter(case__closed_at__range=(day.start, day.at)).count()
    yield f"{counted(began, 'incident')} began today, {ended} ended."
    still = rows.filter(case__closed_at=None).order_by("case__priority", "pk")
    for row in still[:MOST]:
        case = row.case
        who = f"{case.owner} has it" if case.owner else "nobody has it"
        yield f"{case.priority} {case} is {case.its_state.words} for {age(day.at - case.opened_at)}; {who}."
    if (left := still.count() - MOST) > 0:
        yield f"And {left} more: see Operations, Incidents."


PARAGRAPH: Final = Paragraph(title="Incidents", order=45, write=incidents)
