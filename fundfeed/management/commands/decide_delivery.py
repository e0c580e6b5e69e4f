"""`manage.py decide_delivery`: release or reject a suspicious delivery, or go back to an earlier one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fundfeed.models import Delivery, FeedRun
from fundfeed.services import AlreadyRunning, DecisionRefusedError, OnePersonError, reject, release, roll_back

DECISIONS = {"release": release, "reject": reject, "roll-back": roll_back}


class Command(BaseCommand):
    """Two people decide; the one who proposes is never the one who approves."""

    help = "Release or reject a suspicious delivery, or go back to an earlier one."
    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin; deployment runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("decision", choices=sorted(DECISIONS))
        parser.add_argument("delivery", help="the provider's deliveryId, or our number for it")
        parser.add_argument("--by", required=True, help="who proposes it")
        parser.add_argument("--approved-by", required=True, help="who approves it")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        decide = DECISIONS[options["decision"]]
        try:
            made = decide(
                delivery=_delivery(options["delivery"]),
                by=options["by"],
                approved_by=options["approved_by"],
                reason=options["reason"],
            )
        except (DecisionRefusedError, OnePersonError, AlreadyRunning) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{made}: {made.get_outcome_display()}. {made.summary}" if isinstance(made, FeedRun) else f"{made}."
        )


def _delivery(name: str) -> Delivery:
    found = Delivery.objects.filter(delivery_id=name)
    if not found and name.isdigit():
        found = Delivery.objects.filter(pk=int(name))
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"No delivery is called {name}.")
    numbers = ", ".join(str(delivery.pk) for delivery in found)
    raise CommandError(f"{len(found)} deliveries are called {name}; name one by its number: {numbers}.")
