"""`manage.py rebuild_projection [--check]`: what the public reads of editors' content, written anew or compared."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.content import comparison, projection


class Command(BaseCommand):
    """Writes every payload anew from the approved versions; a second run changes nothing."""

    help = (
        "Write the public payloads of all approved content anew, for example after their shape has changed. "
        "Needs DATABASE_OWNER_URL; with --check it needs nothing and writes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether it only looks."""
        parser.add_argument("--check", action="store_true", help="Only compare; exit code 1 when anything differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say what that changed, or compare and say what differs."""
        if options["check"]:
            self._compare()
            return
        changed, removed = projection.rebuild()
        self.stdout.write(f"{changed} payloads changed, {removed} removed.")

    def _compare(self) -> None:
        found = comparison.differences()
        if found:
            raise CommandError("\n".join(["What the public reads isn't what was approved:", *map(str, found)]))
        self.stdout.write("What the public reads is what was approved.")
