"""What a person may do, set in one go; only an approval or the owner of the database gets it past the triggers."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from .models import User

RIGHTS = ("email", "provider", "is_active", "is_superuser")


@transaction.atomic
def set_access(*, person: User, roles: Collection[str], **rights: Any) -> None:
    """Give `person` exactly these roles, and those of `RIGHTS` that are named; telling is left to who watches."""
    for name, value in rights.items():
        setattr(person, name, value)
    person.save(update_fields=[name for name in RIGHTS if name in rights])
    person.groups.set(Group.objects.filter(name__in=roles))
