"""`python -m tests.bench [CSV]`: tables of ratios, each pair measured in the same moment, on an empty database."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django

from tests.bench.report import row, say
from tests.bench.world import CHANGED, DOCUMENTS, FUNDS, SAME, world, write_days

KNOWN = 60_000
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
    from tests.bench.tables import ALIKE, PLAIN, bare_copy, know_files

    delivery = world(csv, documents=KNOWN)
    days = write_days(directory, delivery)
    classes = sum(len(fund["shareClasses"]) for fund in delivery.funds)
    say(f"{len(delivery.funds):,} funds, {classes:,} share classes, {_json_bytes(days[FUNDS]) / 1e6:.1f} MB of JSON;")
    say(f"with {KNOWN:,} records of documents {_json_bytes(days[DOCUMENTS]) / 1e6:.1f} MB")
    know_files([record["fileName"] for record in delivery.documents["documents"]])
    (first,) = _synced([days[FUNDS]])
    bare, alike = (min(bare_copy(creation) for _ in range(2)) for creation in (PLAIN, ALIKE))
    (second,) = _synced([days[DOCUMENTS]])
    readings = [_reading(days[DOCUMENTS])]
    in_turn = _synced([days[day] for day in sorted(SAME + CHANGED)])
    same, changed = in_turn[::2], in_turn[1::2]
    readings.append(_reading(days[DOCUMENTS]))
    (again,) = _synced([days[CHANGED[-1]]])
    say("\n| what | seconds | ratio | target |\n|---|---|---|---|")
    reading = min(readings)
    row("read, hash and decode the three files once", reading)
    row("same records under the next day's envelope / reading once", _least(same), _least(same) / reading, 3)
    row("1 % of the profiles changed / the same records", _least(changed), _least(changed) / _least(same), 1.5)
    row("the very same bytes again / reading once", again["seconds"], again["seconds"] / reading, 3)
    row("first load of the funds / COPY of its rows into bare tables", first["seconds"], first["seconds"] / bare, 4)
    row("the same / COPY into tables with all indexes and checks", first["seconds"], first["seconds"] / alike, 4)
    row(f"first load of {KNOWN:,} documents whose files are here", second["seconds"])
    for what, told, place in (
        ("first load", first, FUNDS),
        ("documents", second, DOCUMENTS),
        ("the same bytes", again, DOCUMENTS),
    ):
        peak, allowed = told["peak"], 3 * _json_bytes(days[place]) + 150e6
        say(f"| peak memory, {what} / (3 × JSON + 150 MB) | {peak / 1e6:.0f} MB | {peak / allowed:.2f} | 1 |")
    for what, told in (("first load", first), ("same records", same[-1]), ("1 % changed", changed[-1])):
        say(f"\n{what}, seconds by stage: {told['stages']}, {told['own']:.2f} s of CPU in the process")


def _reading(directory: Path) -> float:
    command = [sys.executable, "-m", "tests.bench.reading", str(directory)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603


def _json_bytes(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.glob("*.json"))


def _growth(directory: Path) -> None:
    """The sample's funds, and ten times as many, each in a database of its own."""
    say("\n| the sample and ten times its funds | seconds | ratio | target |\n|---|---|---|---|")
    seconds = {}
    for times in (1, 10):
        days = write_days(directory / str(times), world(None, times=times))
        database = _database(f"bench_{times}")
        (first,) = _synced([days[FUNDS]], database)
        seconds[times] = (first["seconds"], _least(_synced([days[DOCUMENTS], days[SAME[0]]], database)))
    for place, what in enumerate(("first load", "same records again")):
        small, large = seconds[1][place], seconds[10][place]
        row(f"{what}: ten times / once", large, large / small, 12)


def _database(name: str) -> str:
    """The address of the empty database of this name, made by `tests.bench.run`."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _synced(directories: list[Path], database: str = "") -> list[Told]:
    """What syncing these deliveries in one new process took."""
    environment = os.environ | ({"DATABASE_URL": database} if database else {})
    command = [sys.executable, "-m", "tests.bench.sync", *map(str, directories)]
    printed = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    told = [json.loads(line) for line in printed.stdout.splitlines()]
    if any(one["outcome"] not in ("applied", "unchanged") for one in told):
        raise RuntimeError(f"a run ended otherwise: {told}")
    return told


def _least(told: list[Told]) -> float:
    return min(float(one["seconds"]) for one in told)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
