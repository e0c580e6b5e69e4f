"""`manage.py index_search`: makes the search index anew when it no longer holds, as the worker does by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from fundfeed.services import index_search


class Command(BaseCommand):
    """Searches are answered before as well as after; only what they cost differs."""

    help = "Make the search index anew if what is found has changed."
    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin; deployment runs them

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Made anew." if index_search() else "It holds, or somebody is making it.")
