"""`manage.py map_provider`: teach the feed a provider's own names, or show them."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fundfeed.models import Provider
from fundfeed.services import OnePersonError, map_names
from fundfeed.stages.mapping import UnusableMapping
from fundfeed.stages.mapping_file import mapping_in
from fundfeed.stages.vocabulary import Told, Vocabulary, vocabulary


class Command(BaseCommand):
    """Prints the mapping as it is understood; two people keep a new one, and one with a fault changes nothing."""

    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin
    help = "Keep a provider's mapping of names and values, given in a JSON file; without a file, show it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the provider's code, for example DEMO")
        parser.add_argument("file", type=Path, nargs="?", help="JSON with `names` and `values`; {} takes all away")
        parser.add_argument("--by", default="", help="who proposes it")
        parser.add_argument("--approved-by", default="", help="who approves it")
        parser.add_argument("--reason", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        provider = Provider.objects.filter(code=options["code"]).first()
        if provider is None:
            raise CommandError(f"There is no provider {options['code']}.")
        try:
            words = _words(provider, options["file"], options)
        except UnusableMapping as error:
            raise CommandError("\n".join(error.problems)) from error
        except OnePersonError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_told(provider, words))


def _words(provider: Provider, file: Path | None, people: Mapping[str, str]) -> Vocabulary:
    if file is None:
        return vocabulary(provider.mapping)
    return map_names(
        provider=provider,
        mapping=mapping_in(file),
        by=people["by"],
        approved_by=people["approved_by"],
        reason=people["reason"],
    )


def _told(provider: Provider, words: Vocabulary) -> str:
    names, values = words.names(), words.values()
    if not names and not values:
        return f"{provider} has no names of its own."
    lines = [f"{provider} has {len(names)} names and {len(values)} values of its own:"]
    return "\n".join([*lines, *map(_line, names), *map(_line, values)])


def _line(told: Told) -> str:
    return f"  {told.word} → {told.meaning}, in {told.place}"
