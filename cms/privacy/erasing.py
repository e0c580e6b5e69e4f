"""Takes a person's name, address and means of signing in; what must stay refers to a number from then on."""

from typing import Final

from cms.accounts.models import User
from cms.accounts.telling import tell, untold

from .register import entries

PREFIX: Final = "person-"


def pseudonym(pk: int) -> str:
    """What a person is called once erased."""
    return f"{PREFIX}{pk}"


def erase(person: User) -> None:
    """Erase everything that the register doesn't keep for a reason; administrators hear of the number alone."""
    with untold():
        for entry in entries():
            if entry.erase is not None:
                entry.erase(person)
        person.groups.clear()
        person.username, person.email = pseudonym(person.pk), ""
        person.first_name = person.last_name = ""
        person.set_unusable_password()
        person.save(update_fields=["username", "email", "first_name", "last_name", "password"])
    tell(f"The personal data of {person.username} were erased, as two people decided.")
