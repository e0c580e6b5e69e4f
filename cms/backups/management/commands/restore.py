"""`manage.py restore`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.files.storage import storages
from django.core.management.base import BaseCommand
from django.db import connection

from cms.backups.database import is_empty
from cms.backups.drilling import restore_database
from cms.backups.faults import Fault, Kind, Unsound
from cms.backups.place import configured
from cms.backups.stored import STORES, write_back
from cms.backups.verifying import verify_backup


class Command(BaseCommand):
    """Restores a backup into an empty database, and the files that the store hasn't; exit code 1 when it can't."""

    help = "Restore a backup into the empty database of DATABASE_OWNER_URL and to the store of STORAGE_URL."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup."""
        parser.add_argument("name", help="the backup, as its folder is called")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        """Verify first, then restore."""
        try:
            self._restore(name)
        except Unsound as error:
            self.stdout.write("\n  ".join(["NOT RESTORED:", *map(str, error.faults)]))
            sys.exit(1)
        self.stdout.write(f"Restored {name}. Next: manage.py migrate, which gives the product's role its rights.")

    def _restore(self, name: str) -> None:
        place = configured()
        if not is_empty():
            raise Unsound(Fault(Kind.FAILED, "the database isn't empty: restore into a new one."))
        manifest = verify_backup(place, name)
        write_back(place, manifest, {store: storages[store] for store in STORES})
        restore_database(place, manifest, name=str(connection.settings_dict["NAME"]))
