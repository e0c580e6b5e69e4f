"""The feed at full size: 15,883 share classes when the list of them is there, else the sample's."""

import time
from pathlib import Path

from django.db import connection
from psycopg import sql

from fundfeed.models import FeedRun, Provider
from fundfeed.services import ensure_provider, run_feed
from infra.deliveries import Delivery, demo_delivery, write_delivery

TABLES = (
    "fundfeed_fund", "fundfeed_shareclass", "fundfeed_figure", "fundfeed_fundversion", "fundfeed_publishedfund",
    "fundfeed_listedfund",
)  # fmt: skip


class Bench:
    """A provider with a directory of its own; days pass as rounds are measured."""

    def __init__(self, directory: Path, csv: Path | None) -> None:
        self.directory = directory
        self._day = 1
        self.stages: dict[str, float] = {}
        self._delivery: Delivery = demo_delivery(1, csv=csv, pdfs=False)
        self.funds = len(self._delivery.funds)
        self.share_classes = sum(len(fund["shareClasses"]) for fund in self._delivery.funds)
        write_delivery(directory, self._delivery)
        self.json_bytes = sum(path.stat().st_size for path in directory.glob("*.json"))
        self.provider: Provider = ensure_provider(code="BENCH", name="Bench", source_url=str(directory), host_keys="")

    def first_load(self) -> float:
        """Everything is new."""
        return self._sync("applied")

    def unchanged(self) -> float:
        """The very same bytes again."""
        return self._sync("unchanged")

    def same_records(self) -> float:
        """The next day's envelope around the same records."""
        self._next()
        return self._sync("applied")

    def one_percent_changed(self) -> float:
        """The next day, every hundredth profile changed."""
        for fund in self._delivery.funds[::100]:
            fund["manCo"] = f"Company of day {self._day}"
        self._next()
        return self._sync("applied")

    def bare_copy(self) -> float:
        """COPY of the rows that the first load wrote, into tables of the same columns without index or trigger."""
        seconds = 0.0
        with connection.cursor() as cursor:
            for table in TABLES:
                name = sql.Identifier(table)
                with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(name)) as copy:
                    rows = b"".join(copy)
                cursor.execute(sql.SQL("CREATE TEMPORARY TABLE bare AS SELECT * FROM {} WITH NO DATA").format(name))
                began = time.perf_counter()
                with cursor.copy("COPY bare FROM STDIN") as copy:
                    copy.write(rows)
                seconds += time.perf_counter() - began
                cursor.execute("DROP TABLE bare")
        return seconds

    def _next(self) -> None:
        self._day += 1
        self._delivery = self._delivery.on_day(self._day)
        write_delivery(self.directory, self._delivery)

    def _sync(self, outcome: str) -> float:
        began = time.perf_counter()
        run = run_feed(provider=self.provider, trigger=FeedRun.Trigger.COMMAND)
        seconds = time.perf_counter() - began
        self.stages = {name: round(spent, 2) for name, spent in run.timings.items()}
        if run.outcome != outcome:
            raise RuntimeError(f"the run ended as {run.outcome}: {run.summary}")
        return seconds
