"""`manage.py reset_second_factor USER`: after a lost phone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.accounts.models import User
from cms.accounts.second_factor import forget_second_factor
from cms.accounts.telling import tell


class Command(BaseCommand):
    """Forgets somebody's authenticator app and recovery codes, so that they set up new ones."""

    help = "Forget somebody's authenticator app and recovery codes; at the next sign-in they set up a new app."

    def add_arguments(self, parser: CommandParser) -> None:
        """The user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Forget, and say whether there was something."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}; nothing was done.")
        had_one = forget_second_factor(user)
        if had_one:
            tell(f"The second factor of {user} was forgotten; the next sign-in sets up another.", also=[user.email])
        self.stdout.write(f"{username}: {'forgotten' if had_one else 'there was none'}")
