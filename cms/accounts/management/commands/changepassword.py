"""`manage.py changepassword` stands in the place of Django's: nobody sets the password of another."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse


class Command(BaseCommand):
    """Refuses, and says how people set their own."""

    help = "Refused: people set their own passwords, by “Forgot your password?”."

    def add_arguments(self, parser: CommandParser) -> None:
        """The user name that Django's command takes."""
        parser.add_argument("username", nargs="?", default="")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Say where a password is set, and what to do when its mail can't arrive."""
        whose = username or "Whoever it is about"
        raise CommandError(
            f"Nobody sets another's password, and nothing was done. {whose} chooses “Forgot your password?” at "
            f"{settings.WAGTAILADMIN_BASE_URL}{reverse('account_reset_password')}. "
            "Another address takes a change of access by two people."
        )
