"""The page of a run tells what changed or would change, who did what, and what can be done now."""

import csv
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from fundfeed.models import Decision, Delivery, FeedRun, RunChange

from . import rows

NAME = {"pointer": "/legalFundNameOnly/en", "old": "Alpha", "new": "Beta", "isin": ""}


@pytest.fixture
def public(db: None) -> Delivery:
    """What the public sees: the delivery of yesterday."""
    return rows.delivery(rows.provider())


@pytest.fixture
def suspicious(public: Delivery) -> FeedRun:
    """A run of today that waits for a release."""
    today = rows.delivery(
        public.provider, "DEMO-20261119-01", applied_at=None, received_at=rows.MORNING + timedelta(days=1)
    )
    return rows.run(public.provider, "awaiting_release", reason="suspicious", delivery=today, requested_by="olivia")


def change(run: FeedRun, number: int = 1, **values: Any) -> RunChange:
    """One changed fund of a run."""
    return RunChange.objects.create(
        run=run, number=number, **{"kind": "changed", "subject": "DEM00001", "name": "Beta", "fields": [NAME], **values}
    )


def answer_of(client: Client, run: FeedRun, path: str = "inspect/{}/") -> Any:
    return client.get(f"/admin/snippets/fundfeed/feedrun/{path.format(run.pk)}")


def html_of(client: Client, run: FeedRun, path: str = "inspect/{}/") -> str:
    answer = answer_of(client, run, path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def text_of(client: Client, run: FeedRun, path: str = "inspect/{}/") -> str:
    """What a reader reads."""
    html = re.sub(r"</(dt|dd|th|td|span|h2|p|a|li|time|code)>", " ", html_of(client, run, path))
    return re.sub(r"\s+", " ", strip_tags(html))


def test_a_held_back_run_says_field_by_field_what_would_change(
    operator: Client, public: Delivery, suspicious: FeedRun
) -> None:
    rows.fund(public)
    change(suspicious)

    page, html = text_of(operator, suspicious), html_of(operator, suspicious)

    assert "What would change 1" in page
    assert "Profiles changed DEM00001 Beta /legalFundNameOnly/en Alpha Beta" in page
    assert 'href="/admin/snippets/fundfeed/fund/inspect/DEM00001/"' in html


def test_an_applied_run_says_what_changed(operator: Client, public: Delivery) -> None:
    run = rows.run(public.provider, delivery=public)
    change(run, kind="added", fields=[], file="index.json", pointer="/funds/3")

    page = text_of(operator, run)

    assert "What changed 1" in page
    assert "New funds DEM00001 Beta index.json#/funds/3" in page


def test_a_run_that_halted_before_the_guard_says_so(operator: Client, public: Delivery) -> None:
    page = text_of(operator, rows.run(public.provider, "halted", reason="unreadable"))

    assert "The run did not come as far as measuring the change; its findings say why." in page


def test_fifty_funds_are_shown_and_the_rest_is_a_link_away(operator: Client, suspicious: FeedRun) -> None:
    for number in range(1, 52):
        change(suspicious, number, subject=f"FUND{number:04}")

    html = html_of(operator, suspicious)

    assert len(set(re.findall(r"FUND\d{4}", html))) == 50
    assert "The first 50 of 51: see the full report" in html
    assert "FUND0051" in html_of(operator, suspicious, "changes/{}/?p=2")


def test_the_report_shows_one_kind_when_asked(operator: Client, suspicious: FeedRun) -> None:
    change(suspicious, 1, kind="deauthorised", subject="GONE0001")
    change(suspicious, 2, subject="STAY0001")

    page = text_of(operator, suspicious, "changes/{}/?kind=deauthorised")

    assert "Deauthorised 1" in page
    assert "GONE0001" in page
    assert "STAY0001" not in page


def test_the_report_can_be_taken_as_json_and_as_csv(operator: Client, suspicious: FeedRun) -> None:
    change(suspicious, name="=1+1")

    as_json = answer_of(operator, suspicious, "changes/{}/changes.json")
    as_csv = answer_of(operator, suspicious, "changes/{}/changes.csv")

    assert as_json["Content-Disposition"] == f'attachment; filename="run-{suspicious.pk}-changes.json"'
    assert as_json.json()["outcome"] == "awaiting_release"
    assert as_json.json()["differences"][0]["fields"] == [NAME]
    (row,) = csv.DictReader(b"".join(as_csv.streaming_content).decode("utf-8-sig").splitlines())
    assert (row["name"], row["field"], row["old"], row["new"]) == ("'=1+1", NAME["pointer"], '"Alpha"', '"Beta"')


@pytest.mark.parametrize("path", ["changes/{}/", "changes/{}/changes.json", "changes/{}/changes.csv"])
def test_who_may_not_read_runs_gets_no_report(sign_in: Any, suspicious: FeedRun, path: str) -> None:
    change(suspicious)

    answer = answer_of(sign_in("Marketing"), suspicious, path)

    assert answer.status_code == 302
    assert answer["Location"] == "/admin/"


def test_what_the_provider_wrote_is_shown_and_never_run(operator: Client, suspicious: FeedRun) -> None:
    change(suspicious, name="<img src=x>", fields=[NAME | {"new": "<script>alert(1)</script>"}])

    html = html_of(operator, suspicious)

    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_page_and_report_take_as_many_queries_for_twenty_funds_as_for_two(
    operator: Client, public: Delivery, suspicious: FeedRun
) -> None:
    many = rows.run(public.provider, "awaiting_release", reason="suspicious", delivery=suspicious.delivery)
    for number in range(22):
        stated = rows.fund(public, f"FUND{number:04}")
        change(suspicious if number < 2 else many, number, subject=stated.pk)
    html_of(operator, suspicious)  # the first request also fills the caches of content types

    for path in ("inspect/{}/", "changes/{}/"):
        assert queries_of(operator, many, path) == queries_of(operator, suspicious, path)


def queries_of(client: Client, run: FeedRun, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        html_of(client, run, path)
    return len(queries)


def test_a_suspicious_run_offers_the_very_commands(operator: Client, suspicious: FeedRun) -> None:
    page = text_of(operator, suspicious)

    assert "manage.py decide_delivery release DEMO-20261119-01 --by NAME --approved-by NAME" in page
    assert "manage.py decide_delivery reject DEMO-20261119-01" in page
    assert f"manage.py replay_run {suspicious.pk}" in page


def test_a_delivery_s_name_can_t_carry_a_command(operator: Client, suspicious: FeedRun) -> None:
    Delivery.objects.filter(runs=suspicious).update(delivery_id="X; rm -rf ~")

    assert "decide_delivery release &#x27;X; rm -rf ~&#x27; --by" in html_of(operator, suspicious)


def test_two_deliveries_of_one_name_are_told_apart_by_number(operator: Client, suspicious: FeedRun) -> None:
    rows.delivery(rows.provider("OTHER"), "DEMO-20261119-01")

    assert f"decide_delivery release {suspicious.delivery_id} --by" in html_of(operator, suspicious)


def test_a_decided_run_says_who_decided_and_offers_no_decision(operator: Client, suspicious: FeedRun) -> None:
    Decision.objects.create(
        kind="reject",
        delivery=Delivery.objects.get(runs=suspicious),
        by="mandy",
        approved_by="chris",
        reason="A test file.",
        decided_at=rows.MORNING + timedelta(hours=1),
    )

    page = text_of(operator, suspicious)

    assert "olivia started the run (command)" in page
    assert "mandy, approved by chris decided to reject DEMO-20261119-01: A test file." in page
    assert "decide_delivery" not in page


def test_what_is_too_old_to_release_offers_no_release(operator: Client, public: Delivery, suspicious: FeedRun) -> None:
    rows.delivery(public.provider, "DEMO-20261120-01", applied_at=rows.MORNING + timedelta(days=2))

    assert "decide_delivery" not in text_of(operator, suspicious)


@pytest.mark.parametrize(
    ("outcome", "reason", "command"),
    [
        ("halted", "incomplete", "sync_feed --retry {}"),
        ("failed", "", "sync_feed --retry {}"),
        ("halted", "unreadable", "sync_feed --provider DEMO"),
        ("halted", "inconsistent", "sync_feed --provider DEMO"),
    ],
)
def test_a_halted_run_offers_what_can_help(
    operator: Client, public: Delivery, outcome: str, reason: str, command: str
) -> None:
    run = rows.run(public.provider, outcome, reason=reason)

    assert command.format(run.pk) in text_of(operator, run)


def test_a_public_delivery_offers_the_way_back_to_the_one_before(operator: Client, public: Delivery) -> None:
    newer = rows.delivery(public.provider, "DEMO-20261119-01", applied_at=rows.MORNING + timedelta(days=1))

    page = text_of(operator, rows.run(public.provider, delivery=newer))
    past = text_of(operator, rows.run(public.provider, delivery=public))

    assert "Undo it: go back to DEMO-20261118-01 manage.py decide_delivery roll-back DEMO-20261118-01" in page
    assert "Go back to this delivery manage.py decide_delivery roll-back DEMO-20261118-01" in past


def test_a_running_run_shows_itself_anew_and_a_finished_one_does_not(operator: Client, public: Delivery) -> None:
    running = rows.run(public.provider, "", stage="parse", heartbeat_at=timezone.now())
    silent = rows.run(public.provider, "", stage="parse")

    assert answer_of(operator, running)["Refresh"] == "2"
    assert answer_of(operator, silent)["Refresh"] == "60"
    assert "Refresh" not in answer_of(operator, rows.run(public.provider, "applied")).headers
