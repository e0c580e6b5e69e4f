"""Somebody who is to get one more role."""

from cms.access.models import AccessChange
from cms.accounts.models import User
from cms.accounts.roles import IT_OPERATOR


def access(person: User) -> AccessChange:
    """Beside what the person has, the role of an IT operator."""
    made = AccessChange.of_now(person)
    made.roles = [*made.roles, IT_OPERATOR]
    made.reason = "Stands in for the IT operator until the end of the year."
    made.full_clean(exclude=["latest_revision", "live_revision"])
    made.save()
    return made
