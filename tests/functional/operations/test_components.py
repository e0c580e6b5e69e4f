"""Checks of other servers, asked for real: those that answer, and those that don't."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from msgspec.structs import replace
from pytest_django.fixtures import Settings

from cms.operations.checks.known import registered
from cms.operations.checks.running import look
from cms.operations.models import DailyMeasure
from fundfeed.models import Provider
from infra.parts.sftp import SftpSandbox
from tests.factories.moments import PATIENCE_SECONDS
from tests.functional.admin import rows

pytestmark = pytest.mark.django_db
NOWHERE = "http://127.0.0.1:1"


def said(*names: str) -> dict[tuple[str, str], tuple[str, str]]:
    """State and sentence of these checks by name and subject, however late the servers answer."""
    wanted = [replace(check, seconds=PATIENCE_SECONDS) for check in registered() if check.name in names]
    return {
        (looked.check.name, result.subject): (result.state.value, result.sentence)
        for looked in look(wanted, at=timezone.now())
        for result in looked.results
    }


def test_servers_that_are_away_are_told_one_by_one(settings: Settings, tmp_path: Path) -> None:
    settings.SITE_INSTANCES, settings.PUBLIC_API_URL = [NOWHERE], NOWHERE
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    (tmp_path / "file").touch()
    beneath = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "file"}}
    settings.STORAGES = {**settings.STORAGES, "bulk": beneath}

    found = said("site", "api", "redis", "workers", "storage", "memory")

    states = {key: state for key, (state, _) in found.items()}
    assert states.pop(("memory", "")) in ("ok", "warn", "bad")
    assert states == {
        ("site", NOWHERE): "bad",
        ("api", ""): "bad",
        ("redis", ""): "bad",
        ("workers", "celery"): "unknown",
        ("workers", "feed"): "unknown",
        ("workers", "mails"): "unknown",
        ("workers", "webhooks"): "unknown",
        ("storage", ""): "bad",
    }
    assert found["storage", ""][1] == "The file store doesn't work: Not a directory."


def test_servers_that_answer_are_well_and_a_queue_that_nobody_serves_is_not() -> None:
    found = said("postgres", "redis", "storage", "workers")

    assert {name: state for (name, _), (state, _) in found.items()} == {
        "postgres": "ok",
        "redis": "ok",
        "storage": "ok",
        "workers": "bad",
    }
    assert found["workers", "webhooks"][1] == "No worker serves this queue, 0 orders waiting."


def test_a_provider_s_site_is_well_when_it_lets_us_in_with_the_key_that_is_pinned(
    sftp_server: SftpSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEED_SFTP_PRIVATE_KEY_FILE", str(sftp_server.private_key_file))
    rows.provider("GOOD"), rows.provider("OTHER")
    Provider.objects.update(source_url=sftp_server.url, host_keys=sftp_server.host_key)
    Provider.objects.filter(code="OTHER").update(host_keys="ssh-ed25519 AAAAnobody")

    found = said("sftp")

    assert found["sftp", "GOOD"] == ("ok", "The site lets us in.")
    assert found["sftp", "OTHER"][0] == "bad"
    assert "not pinned" in found["sftp", "OTHER"][1]


def test_growth_tells_when_a_limit_is_met_if_it_goes_on() -> None:
    today = timezone.localdate()
    for days in range(10):
        DailyMeasure.objects.create(day=today - timedelta(days=days), name="disk_percent", value=70 - days)
        DailyMeasure.objects.create(day=today - timedelta(days=days), name="funds", value=1000 - 2 * days)
    DailyMeasure.objects.create(day=today, name="users", value=6)

    found = said("growth")

    reached = today + timedelta(days=10)
    told = f"70.0 %, +1.0 % a day. It meets the limit of 80.0 % on {reached:%-d %B %Y}."
    assert found["growth", "disk in use"] == ("bad", told)
    assert found["growth", "funds"] == ("ok", "1,000, +2 a day.")
    assert found["growth", "people with access"] == ("ok", "6; 1 of 7 days measured for a projection.")
