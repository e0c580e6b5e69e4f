"""`manage.py audit_pack FILE`: what an auditor asks for, in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.security.pack.making import make_pack

QUARTER = 92


class Command(BaseCommand):
    """Gathers reports, roles, reviews, verifications and the configuration without secrets."""

    help = "Write what an auditor asks for into one zip, with a digest of each paper; no secret is in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and about how long."""
        parser.add_argument("file", type=Path, help="a new file, pack.zip")
        parser.add_argument("--days", type=int, default=QUARTER, help="about so many days before now (92)")

    def handle(self, *args: Any, file: Path, days: int, **options: Any) -> None:
        """Write it and say its digest."""
        try:
            pack = make_pack(file=file, at=timezone.now(), days=days)
        except FileExistsError as error:
            raise CommandError(f"{file} is there already: name a new file.") from error
        self.stdout.write(f"{pack.file}: {pack.papers} papers, SHA-256 {pack.sha256}")
