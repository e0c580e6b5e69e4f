"""`manage.py ensure_provider`: register an information provider, or change where it delivers."""

import os
from argparse import ArgumentParser, BooleanOptionalAction
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from fundfeed.services import ensure_provider

TERMS = ("expected_at", "cut_off", "time_zone", "accepts_weak_digests", "holds_contradictions")


class Command(BaseCommand):
    """Source and host key come from FEED_SFTP_URL and FEED_SFTP_HOST_KEY unless they are given."""

    help = "Register an information provider, or change where it delivers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="short code in capitals, for example DEMO")
        parser.add_argument("--name", required=True)
        parser.add_argument("--source", default=os.environ.get("FEED_SFTP_URL", ""))
        parser.add_argument("--host-key", default=os.environ.get("FEED_SFTP_HOST_KEY", ""), help='"ssh-ed25519 AAAA…"')
        parser.add_argument("--expected-at", type=time.fromisoformat, help="when to fetch first, for example 06:00")
        parser.add_argument("--cut-off", type=time.fromisoformat, help="when it counts as not delivered")
        parser.add_argument("--time-zone", help="of both, for example Asia/Hong_Kong")
        parser.add_argument("--accepts-weak-digests", action=BooleanOptionalAction, help="take MD5 and SHA-1")
        parser.add_argument(
            "--holds-contradictions",
            action=BooleanOptionalAction,
            help="hold a fund that is listed and deauthorised at once, instead of halting",
        )
        parser.add_argument("--tell", action="append", default=[], metavar="GROUP", help="mail this group; repeatable")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            provider = ensure_provider(
                code=options["code"],
                name=options["name"],
                source_url=options["source"],
                host_keys=options["host_key"],
                **{name: options[name] for name in TERMS if options[name] is not None},
                told=options["tell"],
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{provider} delivers to {provider.source_url}.")
