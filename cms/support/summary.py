"""What the evening's mail says about requests for help."""

from collections.abc import Iterator
from typing import Final

from cms.operations.summary.registry import Day, Paragraph
from cms.operations.wording import counted

from .models import SupportRequest
from .queue import lines

MOST: Final = 10


def requests(day: Day) -> Iterator[str]:
    """How many came and were solved today, how many are open, and which are late."""
    rows = SupportRequest.objects.select_related("case")
    came = rows.filter(case__opened_at__range=(day.start, day.at)).count()
    solved = rows.filter(case__resolved_at__range=(day.start, day.at)).count()
    still = lines(rows.filter(case__resolved_at=None), at=day.at)
    late = [line for line in still if line.is_late]
    yield f"{counted(came, 'request')} came today, {solved} solved; {len(still)} to see to, {len(late)} of them late."
    for line in late[:MOST]:
        case = line.request.case
        yield f"{case.number}, {line.tier}, {line.priority}: {line.clock}."


PARAGRAPH: Final = Paragraph(title="Requests for help", order=35, write=requests)
