"""Mails about maintenance to those who operate, one thread for each time that it comes round."""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.accounts.roles import BUSINESS_OPERATOR, IT_OPERATOR, SYSTEM_OPERATOR
from fundfeed.services import post_message

from ..models import MaintenanceOccurrence
from ..wording import age, moment

TOLD: Final = (SYSTEM_OPERATOR, IT_OPERATOR, BUSINESS_OPERATOR)
MEANWHILE: Final = {
    "site": "Programs can't write through the API, and the site says why. Alerts of the service are silent.",
    "feed": "No delivery is taken in: what is due comes afterwards. Alerts of the feed are silent.",
    "admin": "The admin is closed for all but those who look after maintenance.",
    "all": "The admin is closed for all but those who look after maintenance, programs can't write through the API, "
    "no delivery is taken in, and alerts are silent.",
}


def begun(row: MaintenanceOccurrence) -> None:
    """Say that it has begun, and what that means."""
    said = f"Expected until {moment(row.ends_at)}, when it ends by itself unless you say that it takes longer."
    _tell(row, "Maintenance has begun", f"{MEANWHILE[row.window.scope]}\n\n{said}")


def longer(row: MaintenanceOccurrence) -> None:
    """Say that it takes longer than was approved."""
    by = f", says {row.said_by}" if row.said_by else ""
    _tell(row, "Maintenance takes longer", f"It was to end {moment(row.planned_ends_at)}: {_until(row)}{by}.")


def over(row: MaintenanceOccurrence) -> None:
    """Say that it is over, what it did to others, and what isn't well now."""
    ended = row.ended_at or row.ends_at
    lines = [f"It lasted {age(ended - row.starts_at)}, until {moment(ended)}. The site's status page says so."]
    if ended > row.planned_ends_at:
        lines.append(f"It was to end {moment(row.planned_ends_at)}: it took {age(ended - row.planned_ends_at)} more.")
    lines.append(f"Impact: {row.impact}" if row.impact else "Nobody has written down what it did to others: please do.")
    if row.troubles:
        lines.append(f"Not well now, and no longer silent:\n{row.troubles}")
    _tell(row, "Maintenance is over, not all is well" if row.troubles else "Maintenance is over", "\n\n".join(lines))


def _until(row: MaintenanceOccurrence) -> str:
    return f"now it is expected until {moment(row.ends_at)}"


def _tell(row: MaintenanceOccurrence, step: str, said: str) -> None:
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('operations_maintenance')}"
    post_message(
        recipients=_recipients(),
        subject=f"{step}: {row.window.title}",
        text=f"{step}: {row.window.title}, since {timezone.localtime(row.starts_at):%-d %B %Y, %H:%M}.\n\n"
        f"{said}\n\n{address}\n",
        thread=f"maintenance-{row.pk}",
    )


def _recipients() -> list[str]:
    people = User.objects.filter(is_active=True, groups__name__in=TOLD).exclude(email="")
    return sorted({*people.values_list("email", flat=True), *settings.OPERATIONS_EMAILS})
