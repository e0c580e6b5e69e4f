"""`manage.py database_upkeep`: with the owner's address, like migrations."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cms.operations.upkeep import doing
from cms.operations.upkeep.doing import UnknownNameError


class Command(BaseCommand):
    """Does one thing to a table or an index that keeps nobody waiting."""

    help = "Count statistics anew, clear away dead rows of a table, or build an index anew, while everything goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and to what."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--analyse", nargs="?", const="", metavar="TABLE", help="statistics of one table, or of all")
        what.add_argument("--vacuum", metavar="TABLE", help="dead rows and statistics of one table")
        what.add_argument("--reindex", metavar="INDEX", help="one index, built anew beside the old one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say in a sentence why it can't be done."""
        try:
            if options["reindex"]:
                doing.reindex(options["reindex"])
            elif options["vacuum"]:
                doing.vacuum(options["vacuum"])
            else:
                doing.analyse(options["analyse"])
        except UnknownNameError as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"PostgreSQL refused: {error}") from None
        self.stdout.write("Done.")
