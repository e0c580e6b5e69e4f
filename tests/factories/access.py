"""Changes of access, and people who propose them."""

from cms.access.models import AccessChange
from cms.accounts import roles
from cms.accounts.models import User

from .moderation import person


def proposal(whom: User, *wanted: str, **values: object) -> AccessChange:
    """A draft by nobody: the person with these roles, all else as it is."""
    change = AccessChange.of_now(whom)
    change.roles, change.reason = list(wanted), "Joins the team"
    for name, value in values.items():
        setattr(change, name, value)
    change.save()
    return change


def manager() -> User:
    """Somebody who manages people."""
    return person("manager", roles.BUSINESS_OPERATOR)


def roles_of(user: User) -> set[str]:
    """What the person has now."""
    return set(user.groups.values_list("name", flat=True))
