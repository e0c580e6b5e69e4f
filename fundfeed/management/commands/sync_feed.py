"""`manage.py sync_feed`: take the provider's delivery to the public record now."""

import getpass
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fundfeed.models import FeedRun, Provider
from fundfeed.records.findings import EXIT_CODES, FINDING_FIELDS, Outcome, Reason
from fundfeed.services import AlreadyRunning, retry, run_feed

PATIENCE_SECONDS = 5.0


class Command(BaseCommand):
    """Exit codes: 0 applied or unchanged, 10 not delivered or incomplete, 20 unreadable or inconsistent, 30 suspicious,
    1 anything unexpected.
    """

    requires_system_checks: tuple[str, ...] = ()  # they import the whole admin; deployment runs them
    help = "Fetch, check and publish the provider's delivery. " + (__doc__ or "")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--provider", default="", help="the provider's code; needed when there are several")
        parser.add_argument(
            "--source", default="", help="sftp://user@host:port/path or a directory, instead of its own"
        )
        parser.add_argument(
            "--retry", type=int, metavar="RUN", help="try this run again, on the bytes that it received"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = _run(options)
        except AlreadyRunning as error:
            raise CommandError(str(error)) from error
        report = _report(run)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _text(report, run))
        sys.exit(_exit_code(run))


def _run(options: dict[str, Any]) -> FeedRun:
    by = getpass.getuser()
    if options["retry"] is None:
        provider = _provider(options["provider"])
        return run_feed(
            provider=provider,
            trigger=FeedRun.Trigger.COMMAND,
            by=by,
            source_url=options["source"],
            patience=PATIENCE_SECONDS,
        )
    run = FeedRun.objects.filter(pk=options["retry"]).first()
    if run is None:
        raise CommandError(f"There is no run {options['retry']}.")
    return retry(run=run, by=by)


def _provider(code: str) -> Provider:
    providers = list(Provider.objects.filter(code=code) if code else Provider.objects.filter(is_enabled=True)[:2])
    if len(providers) == 1:
        return providers[0]
    known = ", ".join(Provider.objects.values_list("code", flat=True)) or "none yet: see `manage.py ensure_provider`"
    raise CommandError(f"Name one provider with --provider. Known: {known}.")


def _report(run: FeedRun) -> dict[str, Any]:
    findings = run.findings.order_by("pk").values(*FINDING_FIELDS)
    return {
        "run": run.pk,
        "delivery": run.delivery.delivery_id if run.delivery else None,
        "outcome": run.outcome,
        "reason": run.reason or None,
        "summary": run.summary,
        "findings": list(findings),
        "counts": run.counts,
        "timings": run.timings,
        "verdict": run.verdict,
    }


def _text(report: dict[str, Any], run: FeedRun) -> str:
    head = f"Run {run.pk}: {run.get_outcome_display()}"
    lines = [f"{head} ({run.get_reason_display()})" if run.reason else head, run.summary]
    lines += [
        f"  {finding['severity']:4} {finding['code']}: {finding['message']} [{finding['file']}{finding['pointer']}]"
        for finding in report["findings"]
    ]
    lines.append("  " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in run.timings.items()))
    return "\n".join(line for line in lines if line.strip())


def _exit_code(run: FeedRun) -> int:
    if run.reason:
        return EXIT_CODES[Reason(run.reason)]
    return 1 if run.outcome == Outcome.FAILED else 0
