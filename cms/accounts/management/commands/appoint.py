"""`manage.py appoint USER`: the first people of an installation, before anybody is there who could approve."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms.accounts.granting import set_access
from cms.accounts.models import User, is_of_erased
from cms.accounts.roles import ROLES
from cms.accounts.telling import told_together


class Command(BaseCommand):
    """Gives a person exactly the named roles; needs the address of the database's owner, like migrating."""

    help = "Make a person, or find one, and give exactly these roles; as the database's owner, for the first people."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, where mails go, and the roles."""
        parser.add_argument("username")
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", action="append", required=True, choices=ROLES, dest="roles")

    @transaction.atomic
    def handle(self, *args: Any, username: str, email: str, roles: list[str], **options: Any) -> None:
        """Appoint, and tell every administrator."""
        if is_of_erased(username):
            raise CommandError(f"{username}: so are people called whose data were erased.")
        with told_together():
            person, is_new = User.objects.get_or_create(username=username, defaults={"email": email})
            if is_new:
                person.set_unusable_password()
                person.save(update_fields=["password"])
            elif person.email != email:
                raise CommandError(f"{username} has another address: {person.email}; nothing was done.")
            set_access(person=person, roles=roles, is_active=True)
        self.stdout.write(f"{username}: {', '.join(roles)}. A password is set by “Forgot your password?”.")
