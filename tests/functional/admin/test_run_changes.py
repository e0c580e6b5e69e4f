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

from fundfeed.adapters.board import Board
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


def live_of(client: Client, run: FeedRun) -> Any:
    return answer_of(client, run, "live/{}/")


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


def test_bytes_that_can_t_be_read_are_not_offered_for_a_dry_run(operator: Client, public: Delivery) -> None:
    unreadable, inconsistent = (
        text_of(operator, rows.run(public.provider, "halted", reason=reason, delivery=public))
        for reason in ("unreadable", "inconsistent")
    )

    assert "replay_run" not in unreadable
    assert "replay_run" in inconsistent


def test_a_public_delivery_offers_the_way_back_to_the_one_before(operator: Client, public: Delivery) -> None:
    newer = rows.delivery(public.provider, "DEMO-20261119-01", applied_at=rows.MORNING + timedelta(days=1))

    page = text_of(operator, rows.run(public.provider, delivery=newer))
    past = text_of(operator, rows.run(public.provider, delivery=public))

    assert "Undo it: go back to DEMO-20261118-01 manage.py decide_delivery roll-back DEMO-20261118-01" in page
    assert "Go back to this delivery manage.py decide_delivery roll-back DEMO-20261118-01" in past


@pytest.mark.parametrize(("silent_for", "seconds"), [(0, 2), (11, 60)])
def test_a_running_run_is_followed_by_script_and_shown_anew_without(
    operator: Client, public: Delivery, silent_for: int, seconds: int
) -> None:
    beat = timezone.now() - timedelta(minutes=silent_for)
    page = html_of(operator, rows.run(public.provider, "", stage="parse", heartbeat_at=beat))

    assert f'<noscript><meta http-equiv="refresh" content="{seconds}"></noscript>' in page
    assert f'data-live-seconds="{seconds}"' in page
    assert "feeds/live.js" in page


def test_a_running_run_says_what_is_still_to_come(operator: Client, public: Delivery) -> None:
    page = text_of(operator, rows.run(public.provider, "", stage="parse", timings={"fetch": 1.0}))

    assert "Nothing found so far." in page
    assert "The change isn&#x27;t measured yet." in page or "The change isn't measured yet." in page
    assert "notify Tell the people concerned To come" in page
    assert "Not reached" not in page


def test_a_finished_run_is_not_followed(operator: Client, public: Delivery) -> None:
    page = html_of(operator, rows.run(public.provider, "applied"))

    assert "refresh" not in page
    assert "live.js" not in page


def test_a_running_run_tells_the_stage_that_its_transaction_hides(operator: Client, public: Delivery) -> None:
    run = rows.run(public.provider, "", stage="guard", timings={"fetch": 1.0})
    Board(run).stage("publish", {"fetch": 1.0, "guard": 0.1, "apply": 2.5})

    whole, parts = html_of(operator, run), live_of(operator, run).content.decode()

    for shown in (whole, parts):
        assert '<p data-live="now" role="status">Stage 8 of 9, publish: make them public.</p>' in shown
        assert "2.5 s" in shown


def test_documents_that_arrive_are_counted(operator: Client, public: Delivery) -> None:
    run = rows.run(public.provider, "", stage="fetch")
    Board(run).counted(1200, 2000)

    assert "1,200 of 2,000 documents received" in live_of(operator, run).content.decode()


def test_a_run_that_ended_sends_the_script_to_the_whole_page(operator: Client, public: Delivery) -> None:
    run = rows.run(public.provider, "applied")
    Board(run).stage("apply", {})

    assert live_of(operator, run).status_code == 204
    assert "Stage 7" not in html_of(operator, run)
