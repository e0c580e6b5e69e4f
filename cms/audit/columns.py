"""Columns of the audit trail: two lines each, so that a row fits a screen."""

from wagtail.admin.ui.tables import Column

from .differences import in_one_line
from .models import AuditEvent


def who(event: AuditEvent) -> str:
    """The person, or what acted where nobody was signed in."""
    return event.actor or ("not signed in" if event.address else "the system")


class WhenColumn(Column):
    """The moment, and the event's number."""

    cell_template_name = "audit/when_cell.html"


class WhoColumn(Column):
    """The person, and the address."""

    cell_template_name = "audit/who_cell.html"

    def __init__(self) -> None:
        super().__init__("actor", label="Who, from where", accessor=who)


class ObjectColumn(Column):
    """What it was done to, and why."""

    cell_template_name = "audit/object_cell.html"


class ChangesColumn(Column):
    """The first few fields, before and after."""

    cell_template_name = "audit/changes_cell.html"

    def __init__(self) -> None:
        super().__init__("changes", label="Before → after", accessor=lambda event: in_one_line(event.changes))
