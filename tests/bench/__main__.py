"""`python -m tests.bench [CSV]`: tables of ratios, each pair measured in the same moment, on an empty database."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django

from tests.bench.report import HEAD, Took, row, say
from tests.bench.world import CHANGED, DOCUMENTS, FUNDS, SAME, world, write_days

KNOWN = 60_000
EMPTY = ("bench_second", "bench_third")  # for first loads beside the one whose record the later days change
Told = dict[str, Any]


def main(csv: Path | None) -> None:
    """Measure and print."""
    django.setup()
    load = os.getloadavg()[0]
    say(f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at the beginning")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as directory:
        _feed(Path(directory) / "feed", csv)
        _growth(Path(directory) / "growth")
    say(f"\nload {os.getloadavg()[0]:.1f} at the end")


def _feed(directory: Path, csv: Path | None) -> None:
    from tests.bench.tables import know_files

    delivery = world(csv, documents=KNOWN)
    days = write_days(directory, delivery)
    classes = sum(len(fund["shareClasses"]) for fund in delivery.funds)
    say(f"{len(delivery.funds):,} funds, {classes:,} share classes, {_json_bytes(days[FUNDS]) / 1e6:.1f} MB of JSON;")
    say(f"with {KNOWN:,} records of documents {_json_bytes(days[DOCUMENTS]) / 1e6:.1f} MB")
    know_files([record["fileName"] for record in delivery.documents["documents"]])
    firsts, copies = _first_loads(days[FUNDS])
    (second,) = _synced([days[DOCUMENTS]])
    readings = [_reading(days[DOCUMENTS])]
    in_turn = _synced([days[day] for day in sorted(SAME + CHANGED)])
    same, changed = in_turn[::2], in_turn[1::2]
    readings.append(_reading(days[DOCUMENTS]))
    (again,) = _synced([days[CHANGED[-1]]])
    (by_worker,) = _synced([days[FUNDS]], database=_database("bench_worker"), program="worker")
    say(f"\n{HEAD}")
    _tell_days(_least(readings), same, changed, again)
    _tell_first_loads(firsts, copies)
    row(f"first load of {KNOWN:,} documents whose files are here", _took(second))
    _tell_memory(
        days,
        ("first load", firsts[0], FUNDS),
        (f"{KNOWN:,} new documents", second, DOCUMENTS),
        ("a new process with the same records, then 1 % changed", in_turn[-1], DOCUMENTS),
        ("the same bytes", again, DOCUMENTS),
        ("first load in a process with all applications, where a release is carried out", by_worker, FUNDS),
    )
    _tell_stages(("first load", firsts[0]), ("same records", same[-1]), ("1 % changed", changed[-1]))


def _first_loads(day: Path) -> tuple[list[Told], dict[str, Took]]:
    """First loads of empty databases, and what COPY of their rows took: each first load stands beside its own COPYs."""
    from tests.bench.tables import ALIKE, FORMS, PLAIN, bare_copy

    firsts: list[Told] = []
    copies = defaultdict[str, list[Took]](list)
    for database in ("", *map(_database, EMPTY)):
        firsts += _synced([day], database)
        for form in FORMS:
            copies[f"COPY of its rows as {form.lower()} into bare tables"].append(bare_copy(PLAIN, form))
        copies["COPY as text into tables with all indexes and checks"].append(bare_copy(ALIKE, FORMS[0]))
    return firsts, {what: _middle(took) for what, took in copies.items()}


def _tell_days(reading: Took, same: list[Told], changed: list[Told], again: Told) -> None:
    records = _least(map(_took, same))
    row("read, hash and decode the three files once", reading)
    row("same records under the next day's envelope / reading once", records, reading, 3)
    row("1 % of the profiles changed / the same records", _least(map(_took, changed)), records, 1.5)
    row("the very same bytes again / reading once", _took(again), reading, 3)


def _tell_first_loads(firsts: list[Told], copies: dict[str, Took]) -> None:
    for what, took in copies.items():
        row(f"first load of the funds / {what}, medians of {len(firsts)}", _middle(map(_took, firsts)), took, 4)


def _tell_memory(days: Mapping[int, Path], *peaks: tuple[str, Told, int]) -> None:
    say("\n| peak memory | | of 3 × JSON + 150 MB | target |\n|---|---|---|---|")
    for what, told, place in peaks:
        peak, allowed = told["peak"], 3 * _json_bytes(days[place]) + 150e6
        say(f"| {what} | {peak / 1e6:.0f} MB | {peak / allowed:.2f} | 1 |")


def _tell_stages(*runs: tuple[str, Told]) -> None:
    for what, told in runs:
        say(f"\n{what}, seconds by stage: {told['stages']}")
        say(f"CPU: {told['own']:.2f} s of our process, {told['served']:.2f} s of PostgreSQL's")


def _reading(directory: Path) -> Took:
    command = [sys.executable, "-m", "tests.bench.reading", str(directory)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return Took(*map(float, printed.split()))


def _json_bytes(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.glob("*.json"))


def _growth(directory: Path) -> None:
    """The sample's funds, and ten times as many, each in a database of its own."""
    say(f"\nThe sample and ten times its funds\n\n{HEAD}")
    took = {}
    for times in (1, 10):
        days = write_days(directory / str(times), world(None, times=times))
        database = _database(f"bench_{times}")
        (first,) = _synced([days[FUNDS]], database)
        took[times] = (_took(first), _least(map(_took, _synced([days[DOCUMENTS], days[SAME[0]]], database))))
    for place, what in enumerate(("first load", "same records again")):
        row(f"{what}: ten times / once", took[10][place], took[1][place], 12)


def _database(name: str) -> str:
    """The address of the empty database of this name, made by `tests.bench.run`."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _synced(directories: list[Path], database: str = "", *, program: str = "sync_feed") -> list[Told]:
    """What syncing these deliveries in one new process took, which loads what this program loads."""
    environment = os.environ | ({"DATABASE_URL": database} if database else {})
    command = [sys.executable, "-m", "tests.bench.sync", program, *map(str, directories)]
    printed = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    told = [json.loads(line) for line in printed.stdout.splitlines()]
    if any(one["outcome"] not in ("applied", "unchanged") for one in told):
        raise RuntimeError(f"a run ended otherwise: {told}")
    return told


def _took(told: Told) -> Took:
    return Took(float(told["seconds"]), float(told["own"]) + float(told["served"]))


def _middle(rounds: Iterable[Took]) -> Took:
    """The median of several, by the clock and by CPU."""
    took = list(rounds)
    return Took(median(one.seconds for one in took), median(one.cpu for one in took))


def _least(rounds: Iterable[Took]) -> Took:
    """The best of several, by the clock and by CPU."""
    took = list(rounds)
    return Took(min(one.seconds for one in took), min(one.cpu for one in took))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
