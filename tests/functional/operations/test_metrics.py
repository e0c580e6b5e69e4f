"""Metrics: for whoever may scrape, without secrets, and of so many series as the product has parts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from cms.backups.models import BackupRun
from cms.operations.checks.registry import Scene
from cms.operations.checks.waiting import mails
from cms.operations.metrics.http import ANSWERED_BY, Behind, Counted
from cms.operations.models.threshold import limits_now
from cms.operations.probes import Probes
from cms.operations.rounds import make_round
from fundfeed.models import Message
from fundfeed.services import post_message
from tests.factories.moderation import maintenance_window, publish, submit
from tests.functional.admin import rows
from tests.functional.admin.people import enter, person

TOKEN = "a-token-for-tests-that-is-long-enough-to-be-one"


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's connection stays open."""
    monkeypatch.setattr("cms.operations.metrics.exposition.close_old_connections", lambda: None)


def django(_environ: Any, start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [])
    return [b""]


application: Any = Counted(Probes(Behind(django)))


def ask(path: str, *, method: str = "GET", **headers: str) -> tuple[str, str]:
    told: list[str] = []
    environ = (
        RequestFactory(REMOTE_ADDR=headers.pop("address", "127.0.0.1")).generic(method, path, headers=headers).environ
    )
    body = b"".join(application(environ, lambda status, _headers: told.append(status)))
    return told[0][:3], body.decode()


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Each sample by its name and the values of its labels, in the order of their names."""
    families = text_string_to_metric_families(text)
    return {
        (one.name, tuple(value for _, value in sorted(one.labels.items()))): one.value
        for family in families
        for one in family.samples
    }


@pytest.mark.django_db
def test_mails_that_missed_somebody_are_told_for_a_day() -> None:
    before = samples(ask("/metrics")[1])
    for age in (timedelta(hours=1), timedelta(days=2)):
        refused, nobody = (post_message(recipients=to, subject="s", text="t") for to in (["gone@example.org"], []))
        refused.refused = {"gone@example.org": "550 No such mailbox"}
        refused.given_up_at = timezone.now() - age
        for mail in (refused, nobody):
            mail.created_at = timezone.now() - age
            mail.save()

    found = samples(ask("/metrics")[1])

    unheard = [("fundrepo_mails_unheard", (why,)) for why in ("refused", "nobody")]
    assert [found[name] - before[name] for name in unheard] == [1, 1]


@pytest.mark.django_db
def test_a_mail_that_was_refused_after_days_of_attempts_is_told_from_then_on() -> None:
    before = samples(ask("/metrics")[1])
    partly, late, told = (post_message(recipients=["gone@example.org"], subject="s", text="t") for _ in range(3))
    Message.objects.update(created_at=timezone.now() - timedelta(days=4), refused={"gone@example.org": "550 No"})
    Message.objects.filter(pk=late.pk).update(given_up_at=timezone.now() - timedelta(hours=1))
    Message.objects.filter(pk=told.pk).update(given_up_at=timezone.now() - timedelta(days=2))

    found = samples(ask("/metrics")[1])
    (result,) = mails(Scene(at=timezone.now(), limits=limits_now()))

    unheard = "fundrepo_mails_unheard", ("refused",)
    assert found[unheard] - before[unheard] == 2, f"{late.pk}, and {partly.pk}, which others still wait for"
    assert "2 mails of the last day refused for good." in result.sentence


@pytest.mark.django_db
def test_a_scrape_tells_of_requests_checks_feed_and_what_waits() -> None:
    demo = rows.provider("DEMO")
    rows.run(demo, delivery=rows.delivery(demo)), rows.run(demo, "halted")
    publish(maintenance_window())
    submit(maintenance_window())
    BackupRun.objects.create(at=rows.MORNING, name="backup", seconds=3, size=5_000_000)
    post_message(recipients=["a@example.org"], subject="s", text="t")
    make_round(at=rows.MORNING)
    before = samples(ask("/metrics")[1])

    ask("/api/v1/funds/DEM00001/"), ask("/api/v1/funds/DEM00002/", method="BREW")
    found = samples(ask("/metrics")[1])

    counted = ("fundrepo_http_requests_total", ("django", "GET", "api:funds", "4xx"))
    assert found[counted] - before.get(counted, 0) == 1
    assert ("fundrepo_http_requests_total", ("django", "other", "api:funds", "4xx")) in found
    assert found["fundrepo_feed_runs_total", ("applied", "DEMO")] == 1
    assert found["fundrepo_feed_runs_total", ("halted", "DEMO")] == 1
    assert found["fundrepo_submissions_waiting", ()] == 1
    assert found["fundrepo_mails_waiting", ()] >= 1
    assert found["fundrepo_check_state", ("halts", "DEMO")] in (0, 3)
    assert found["fundrepo_last_round_timestamp_seconds", ()] == rows.MORNING.timestamp()
    assert ("fundrepo_queue_length", ("webhooks",)) in found
    assert found["fundrepo_backup_bytes", ()] == 5_000_000
    assert found["fundrepo_backup_failed", ()] == 0
    assert found["fundrepo_database_commits_total", ()] > 0
    assert found["fundrepo_cache_bytes", ()] > 0
    assert found["fundrepo_sessions", ()] >= 0
    assert found["fundrepo_decisions_total", ("approved",)] == 1
    assert {value for (name, _), value in found.items() if name == "fundrepo_collect_failed"} == {0}


@pytest.mark.django_db
def test_addresses_that_somebody_makes_up_add_no_series() -> None:
    for number in range(50):
        ask(f"/made-up-{number}/"), ask(f"/api/v1/made-up-{number}/x/"), ask("/admin/", method=f"M{number}")

    parts = {labels[2] for (name, labels) in samples(ask("/metrics")[1]) if name == "fundrepo_http_requests_total"}

    assert parts <= {"other", "api:other", "admin", "metrics", "healthz", "readyz", "api:funds"}


@pytest.mark.django_db
def test_metrics_are_for_this_machine_or_for_the_token(settings: Settings) -> None:
    here, elsewhere = ask("/metrics")[0], ask("/metrics", address="10.1.1.1")[0]
    behind_our_proxy = ask("/metrics", **{"X-Forwarded-For": "9.9.9.9"})[0]
    settings.METRICS_TOKEN = TOKEN

    with_token = ask("/metrics", address="10.1.1.1", Authorization=f"Bearer {TOKEN}")
    without = ask("/metrics")[0]

    assert (here, elsewhere, behind_our_proxy) == ("200", "403", "403")
    assert (with_token[0], without) == ("200", "403")
    assert TOKEN not in with_token[1]
    assert settings.SECRET_KEY not in with_token[1]


@pytest.mark.django_db
def test_what_can_t_be_asked_is_said_to_be_missing_and_the_rest_is_there(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    found = samples(ask("/metrics")[1])

    assert found["fundrepo_collect_failed", ("queues",)] == 1
    assert found["fundrepo_database_connections_max", ()] > 0


def test_who_answered_is_told_by_the_one_behind() -> None:
    environ = RequestFactory().get("/").environ

    Behind(django)(environ, lambda *_: None)  # type: ignore[arg-type] # as a server would

    assert environ[ANSWERED_BY] == "django"


@pytest.mark.django_db
def test_sign_ins_are_counted_by_how_they_ended(client: Client) -> None:
    person("ada", "System operator")
    before = samples(ask("/metrics")[1])

    enter(client, "ada", password="wrong"), enter(client, "ada")

    after = samples(ask("/metrics")[1])
    names = [("fundrepo_sign_ins_total", (outcome,)) for outcome in ("signed_in", "refused")]
    assert [after[name] - before.get(name, 0) for name in names] == [1, 1]
