"""`python -m tests.bench.sync sync_feed DIRECTORY…`: syncs one delivery after the other in a process of its own.

By the command's name that process loads what `manage.py sync_feed` and the worker of deliveries load; with any other
word in its place it loads all applications, as a worker does that carries out a release.
Prints a line of JSON for each: seconds, outcome, stages, peak memory.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import django

from tests.bench.cpu import of_process


def main(directories: list[str]) -> None:
    """Everything is imported and connected before the first measurement: a run with nothing to fetch sees to that."""
    django.setup()
    from django.db import connection

    from fundfeed.models import FeedRun
    from fundfeed.services import ensure_provider, run_feed

    with tempfile.TemporaryDirectory() as empty:
        provider = ensure_provider(code="BENCH", name="Bench", source_url=empty, host_keys="")
        run_feed(provider=provider, trigger=FeedRun.Trigger.COMMAND)
    for directory in directories:
        server = connection.connection.info.backend_pid
        began, spent, served = time.perf_counter(), time.process_time(), of_process(server)
        run = run_feed(provider=provider, trigger=FeedRun.Trigger.COMMAND, source_url=directory)
        told = {
            "seconds": time.perf_counter() - began,
            "own": time.process_time() - spent,
            "served": of_process(server) - served,
            "outcome": run.outcome,
            "summary": run.summary,
            "stages": {name: round(seconds, 2) for name, seconds in run.timings.items()},
            "peak": _peak(),
        }
        sys.stdout.write(json.dumps(told) + "\n")


def _peak() -> int:
    """Most bytes of memory that this program held at once; `getrusage` would count its parent's before it began."""
    status = Path("/proc/self/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main(sys.argv[2:])
