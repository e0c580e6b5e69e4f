"""`python -m tests.bench [CSV]`: one table of ratios, each pair measured in the same run, on an empty database."""

import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import django
import msgspec

ROUNDS = 3


def main(csv: Path | None) -> None:
    """Measure and print."""
    django.setup()
    from tests.bench.feed import Bench  # needs Django's models

    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory), csv)
        say(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the beginning")
        say(f"{bench.funds:,} funds, {bench.share_classes:,} share classes, {bench.json_bytes / 1e6:.1f} MB of JSON\n")
        read = best(lambda: read_once(bench.directory), ROUNDS)
        first, copy = bench.first_load(), best(bench.bare_copy, ROUNDS)
        stages = {"first load": bench.stages}
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        unchanged = best(bench.unchanged, ROUNDS)
        stages["unchanged"] = bench.stages
        changed = best(bench.one_percent_changed, ROUNDS)
        stages["1 % changed"] = bench.stages
        row("read, hash and decode once", read, None)
        row("unchanged run / reading once", unchanged, unchanged / read, 3)
        row(
            "same records under a new envelope / reading once", same := best(bench.same_records, ROUNDS), same / read, 3
        )
        row("1 % changed / same records", changed, changed / same, 1.5)
        row("first load / bare COPY of its rows", first, first / copy, 4)
        allowed = 3 * bench.json_bytes + 150e6
        say(f"| peak memory of the process | {memory / 1e6:.0f} MB | {memory / allowed:.2f} of 3 x JSON + 150 MB | 1 |")
        for name, spent in stages.items():
            say(f"\n{name}, seconds by stage: {spent}")
        say(f"\nload {os.getloadavg()[0]:.1f} at the end")


def best(work: Callable[[], float | None], rounds: int) -> float:
    """The shortest of several rounds; a round may say itself how long the measured part took."""
    return min(timed(work) for _ in range(rounds))


def timed(work: Callable[[], float | None]) -> float:
    """Seconds of one round."""
    began = time.perf_counter()
    told = work()
    return told if told is not None else time.perf_counter() - began


def read_once(directory: Path) -> None:
    """The least that any reader must do."""
    for name in ("index.json", "document.json", "deauthorised.json"):
        content = (directory / name).read_bytes()
        sha256(content).hexdigest()
        msgspec.json.decode(content)


def say(line: str) -> None:
    """One line on the screen."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def row(what: str, seconds: float, ratio: float | None, target: float | None = None) -> None:
    """One line of the table."""
    told = f"{ratio:.2f}" if ratio is not None else ""
    say(f"| {what} | {seconds:.2f} s | {told} | {target or ''} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
