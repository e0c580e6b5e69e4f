"""`manage.py ensure_provider`: register an information provider, or change where it delivers."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from fundfeed.services import ensure_provider


class Command(BaseCommand):
    """Source and host key come from FEED_SFTP_URL and FEED_SFTP_HOST_KEY unless they are given."""

    help = "Register an information provider, or change where it delivers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="short code in capitals, for example DEMO")
        parser.add_argument("--name", required=True)
        parser.add_argument("--source", default=os.environ.get("FEED_SFTP_URL", ""))
        parser.add_argument("--host-key", default=os.environ.get("FEED_SFTP_HOST_KEY", ""), help='"ssh-ed25519 AAAA…"')
        parser.add_argument("--tell", action="append", default=[], metavar="GROUP", help="mail this group; repeatable")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            provider = ensure_provider(
                code=options["code"],
                name=options["name"],
                source_url=options["source"],
                host_keys=options["host_key"],
                told=options["tell"],
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{provider} delivers to {provider.source_url}.")
