"""Somebody who is to get one more role."""

from cms.access.models import AccessChange
from cms.accounts.models import User
from cms.accounts.roles import IT_OPERATOR
from cms.privacy.models import PersonalDataRequest


def access(person: User) -> AccessChange:
    """Beside what the person has, the role of an IT operator."""
    made = AccessChange.of_now(person)
    made.roles = [*made.roles, IT_OPERATOR]
    made.reason = "Stands in for the IT operator until the end of the year."
    made.full_clean(exclude=["latest_revision", "live_revision"])
    made.save()
    return made


def copy_of_data(person: User) -> PersonalDataRequest:
    """Somebody asks what is kept of them."""
    made: PersonalDataRequest = PersonalDataRequest.objects.create(
        kind=PersonalDataRequest.Kind.EXPORT, person=person, reason="Asked in person on Monday; I know who it is."
    )
    return made
