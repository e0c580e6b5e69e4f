"""`python -m tests.bench.scale`: the tables of docs/scale.md."""

import sys
from math import ceil

from . import costs
from .need import Front, need
from .traffic import Popularity, Visits
from .waiting import Server, simulate

FUNDS = Popularity(20_000)  # ten thousand funds in two languages
MILLION = 1e6
TIERS = (
    (1, Front(sites=2)),
    (10, Front(sites=4)),
    (10, Front(places=20, sites=2)),
    (1000, Front(sites=200)),
    (1000, Front(places=20, sites=20)),
    (1000, Front(places=200, sites=20)),
)
REQUESTS = 120_000
RATES = (100, 200, 300, 400, 500, 600, 700)


def main() -> None:
    """Both tables."""
    write = sys.stdout.write
    write("| million visits a day | CDN | pages/s | made/s | cores: site | API | PostgreSQL | Mbit/s |\n")
    write("|---|---|---|---|---|---|---|---|\n")
    for millions, front in TIERS:
        found = need(Visits(per_day=millions * MILLION), FUNDS, front)
        cores = " | ".join(str(ceil(part / costs.BUSY)) for part in (found.site, found.api, found.database))
        cdn = f"{front.places} places" if front.places else "none"
        figures = f"{found.asked:,.0f} | {found.made:,.0f} | {cores} | {found.megabits:,.0f}"
        write(f"| {millions:,} | {cdn} | {figures} |\n")
    write("\n| pages/s on 2 cores | kept | cores busy | median | 95 % | 99.9 % |\n|---|---|---|---|---|---|\n")
    for rate in RATES:
        day = simulate(Server(cores=2), FUNDS, per_second=rate, requests=REQUESTS, seed=1)
        waits = " | ".join(f"{day.percentile(share) * 1000:,.1f} ms" for share in (0.5, 0.95, 0.999))
        write(f"| {rate:,} | {day.kept:.0%} | {day.busy:.0%} | {waits} |\n")


if __name__ == "__main__":
    main()
