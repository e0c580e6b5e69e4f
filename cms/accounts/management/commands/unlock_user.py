"""`manage.py unlock_user USER`: lets somebody in before the lock-out ends."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.accounts.lock_out import unlock, unlock_address


class Command(BaseCommand):
    """Forgets the wrong attempts at a user name, or those from an address."""

    help = "Let a user name or an address in again after too many wrong attempts."

    def add_arguments(self, parser: CommandParser) -> None:
        """A user name, an address, or both."""
        parser.add_argument("username", nargs="?")
        parser.add_argument("--address")

    def handle(self, *args: Any, username: str | None, address: str | None, **options: Any) -> None:
        """Unlock what was named, and say whether it was locked."""
        if not (username or address):
            raise CommandError("Name a user, or an address with --address; nothing was done.")
        if username:
            self._say(username, unlock(username))
        if address:
            self._say(address, unlock_address(address))

    def _say(self, name: str, forgotten: int) -> None:
        self.stdout.write(f"{name}: {'may try again' if forgotten else 'nothing stood against it'}")
