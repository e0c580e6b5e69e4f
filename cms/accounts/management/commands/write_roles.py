"""`manage.py write_roles`: the manual's table of roles, from what the database holds."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts.roles_manual import MANUAL, manual


class Command(BaseCommand):
    """Writes docs/manual/roles.md anew."""

    help = "Write docs/manual/roles.md from the permissions that the migrations gave; run it on a new database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page and say where it is."""
        MANUAL.parent.mkdir(parents=True, exist_ok=True)
        MANUAL.write_text(manual())
        self.stdout.write(str(MANUAL))
