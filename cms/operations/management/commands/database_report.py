"""`manage.py database_report`."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.operations.upkeep import readings
from cms.operations.upkeep.statements import slowest
from cms.operations.wording import bytes_of, moment

SHOWN = 15
WIDTH = 90


class Command(BaseCommand):
    """Prints what the database says of itself: slow queries, tables, indexes, and what to do about them."""

    help = "Print the slowest queries, the largest tables, indexes to look at, and what to do about them."

    def handle(self, *args: Any, **options: Any) -> None:
        """The same as on the screen, for a terminal."""
        server = readings.database()
        rate = f"{server.hit_rate:.2f} % of what was read was in memory" if server.hit_rate is not None else ""
        since = f"counting since {moment(server.counts_since)}" if server.counts_since else ""
        self.stdout.write(", ".join(filter(None, (server.version, rate, since))))
        self._queries()
        self._tables()
        for index in readings.indexes():
            self.stdout.write(f"INDEX {index.name} of {index.table}, {bytes_of(index.size)}: {index.advice}")

    def _queries(self) -> None:
        found = slowest()
        self.stdout.write(f"\nSLOWEST QUERIES {found.trouble}".rstrip())
        for one in found.statements[:SHOWN]:
            self.stdout.write(f"{one.share:5.1f} %{one.calls:>10,} × {one.mean:9.2f} ms  {one.text[:WIDTH]}")

    def _tables(self) -> None:
        self.stdout.write("\nTABLES")
        tables = readings.tables()
        for table in tables[:SHOWN]:
            line = f"{table.name:44}{bytes_of(table.size):>10}{table.rows:>12,} rows{table.dead:>10,} dead"
            self.stdout.write(line)
        for table in tables:
            for advice in table.advice:
                self.stdout.write(f"→ {table.name}: {advice}")
