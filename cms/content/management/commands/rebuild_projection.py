"""`manage.py rebuild_projection`: writes what the public reads of editors' content anew."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.content import projection


class Command(BaseCommand):
    """Writes every payload anew from the approved versions; a second run changes nothing."""

    help = "Write the public payloads of all approved content anew, for example after their shape has changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say what that changed."""
        changed, removed = projection.rebuild()
        self.stdout.write(f"{changed} payloads changed, {removed} removed.")
