"""`manage.py correct_fund`: put a right value in the place of the provider's, or take it back."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fundfeed.models import Correction
from fundfeed.services import AlreadyRunning, OnePersonError, correct_fund, withdraw_correction
from fundfeed.stages.corrected import NotCorrectableError


class Command(BaseCommand):
    """The correction stands until the provider changes the field, agrees, or its last day has passed."""

    help = "Correct one field of a fund: manage.py correct_fund DEM00001 /fundCurrency '\"EUR\"' --by … --approved-by …"
    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin; deployment runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fund", help="the fundId")
        parser.add_argument("pointer", help="JSON pointer of the field; share classes by ISIN, /shareClasses/IE00…/…")
        parser.add_argument("value", nargs="?", default="null", help="the right value as JSON; null leaves it out")
        parser.add_argument("--withdraw", action="store_true", help="take the correction of this field back")
        parser.add_argument("--by", required=True, help="who proposes it")
        parser.add_argument("--approved-by", required=True, help="who approves it")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--expires-on", type=date.fromisoformat, help="the last day, YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        people = {name: options[name] for name in ("by", "approved_by", "reason")}
        try:
            if options["withdraw"]:
                withdraw_correction(correction=_standing(options), **people)
                self.stdout.write("Withdrawn; the provider's value is public again.")
            else:
                made = correct_fund(
                    fund_id=options["fund"],
                    pointer=options["pointer"],
                    value=_json(options["value"]),
                    expires_on=options["expires_on"],
                    **people,
                )
                self.stdout.write(f"Published: {made}.")
        except (NotCorrectableError, OnePersonError, AlreadyRunning) as error:
            raise CommandError(str(error)) from error


def _standing(options: dict[str, Any]) -> Correction:
    standing = Correction.objects.filter(
        fund_id=options["fund"], pointer=options["pointer"], state=Correction.State.STANDS
    )
    if found := standing.first():
        return found
    raise CommandError(f"No correction of {options['pointer']} stands for {options['fund']}.")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CommandError(f"The value must be JSON, text in quotes: {error}.") from error
