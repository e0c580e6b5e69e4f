"""`manage.py republish`: composes what is served of every fund anew, after an upgrade that changed its shape."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fundfeed.models import Provider
from fundfeed.services import AlreadyRunning, republish


class Command(BaseCommand):
    """The ledger grows only by profiles that read differently now; a second time changes nothing."""

    help = "Compose bodies, summaries and search terms of every published fund anew."
    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin; deployment runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--provider", help="code of one provider; all unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        providers = Provider.objects.order_by("code")
        if options["provider"]:
            providers = providers.filter(code=options["provider"])
            if not providers:
                raise CommandError(f"There is no provider {options['provider']}.")
        for provider in providers:
            try:
                done = republish(provider=provider)
            except AlreadyRunning as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{provider.code}: {done.funds:,} funds composed anew, {done.versions:,} new versions.")
