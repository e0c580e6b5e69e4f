"""`manage.py map_provider`: teach the feed a provider's own names, or show them."""

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fundfeed.models import Provider
from fundfeed.services import map_names
from fundfeed.stages.mapping import UnusableMapping
from fundfeed.stages.mapping_file import mapping_in
from fundfeed.stages.vocabulary import Told, Vocabulary, vocabulary


class Command(BaseCommand):
    """Prints the mapping as it is understood; a mapping that contradicts itself or the contract changes nothing."""

    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin
    help = "Keep a provider's mapping of names and values, given in a JSON file; without a file, show it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the provider's code, for example DEMO")
        parser.add_argument("file", type=Path, nargs="?", help="JSON with `names` and `values`; {} takes all away")

    def handle(self, *args: Any, **options: Any) -> None:
        provider = Provider.objects.filter(code=options["code"]).first()
        if provider is None:
            raise CommandError(f"There is no provider {options['code']}.")
        try:
            words = _words(provider, options["file"])
        except UnusableMapping as error:
            raise CommandError("\n".join(error.problems)) from error
        self.stdout.write(_told(provider, words))


def _words(provider: Provider, file: Path | None) -> Vocabulary:
    if file is None:
        return vocabulary(provider.mapping)
    return map_names(provider=provider, mapping=mapping_in(file), by=getpass.getuser())


def _told(provider: Provider, words: Vocabulary) -> str:
    names, values = words.names(), words.values()
    if not names and not values:
        return f"{provider} has no names of its own."
    lines = [f"{provider} has {len(names)} names and {len(values)} values of its own:"]
    return "\n".join([*lines, *map(_line, names), *map(_line, values)])


def _line(told: Told) -> str:
    return f"  {told.word} → {told.meaning}, in {told.place}"
