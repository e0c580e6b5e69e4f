"""A provider and its site: put a delivery there, let the real command take it, look at how it ended."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from fundfeed.adapters.clock import SystemClock
from fundfeed.models import Provider
from fundfeed.services import ensure_provider
from infra.deliveries import Delivery, write_delivery

HONG_KONG = timezone(timedelta(hours=8))
FIRST_EVENING = datetime(2026, 11, 18, 22, 40, tzinfo=HONG_KONG)

Change = Callable[["Site"], None]


@dataclass(frozen=True)
class Report:
    """What `sync_feed --json` printed, and its exit code."""

    exit_code: int
    content: dict[str, Any]

    @property
    def outcome(self) -> str:
        """The outcome, with its reason when there is one."""
        reason = self.content["reason"]
        return f"{self.content['outcome']}: {reason}" if reason else str(self.content["outcome"])

    @property
    def findings(self) -> list[dict[str, str]]:
        """All findings."""
        found: list[dict[str, str]] = self.content["findings"]
        return found

    @property
    def codes(self) -> list[str]:
        """Codes of the findings."""
        return [finding["code"] for finding in self.findings]

    def finding(self, code: str) -> dict[str, str]:
        """The only finding with this code."""
        (found,) = [finding for finding in self.findings if finding["code"] == code]
        return found


@dataclass
class Site:
    """A directory where a provider delivers, and the day that it is there."""

    directory: Path
    provider: Provider
    now: datetime = FIRST_EVENING
    delivery: Delivery = field(default=None)  # type: ignore[assignment]

    def deliver(self, delivery: Delivery) -> None:
        """Put the delivery on the site."""
        self.delivery = delivery
        write_delivery(self.directory, delivery)

    def next_day(self, delivery: Delivery | None = None) -> Delivery:
        """Let a day pass; the same records under the next day's envelope, to be changed before `deliver`."""
        self.now += timedelta(days=1)
        day = (self.now.date() - FIRST_EVENING.date()).days + 1
        return (delivery or self.delivery).on_day(day)

    def file(self, name: str) -> Path:
        """A file of the site."""
        return self.directory / name

    def sync(self, *, source: str = "", from_its_own_source: bool = False, retry: int | None = None) -> Report:
        """Run the real command for this provider, on this directory unless told otherwise; or `retry` a run."""
        printed = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command(
                "sync_feed",
                json=True,
                provider=self.provider.code,
                source="" if from_its_own_source else source or str(self.directory),
                retry=retry,
                stdout=printed,
            )
        assert isinstance(ended.value.code, int)
        return Report(ended.value.code, json.loads(printed.getvalue()))


def open_site(directory: Path, monkeypatch: pytest.MonkeyPatch, *, code: str = "DEMO") -> Site:
    """A provider with an empty site; the system's clock stands where `now` of the site stands."""
    directory.mkdir(exist_ok=True)
    provider = ensure_provider(code=code, name=f"Provider {code}", source_url=str(directory), host_keys="")
    site = Site(directory, provider)
    monkeypatch.setattr(SystemClock, "now", lambda _clock: site.now)
    return site
