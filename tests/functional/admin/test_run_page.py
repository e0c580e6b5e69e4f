"""On one screen: what a run did and why, and what the public sees now."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from fundfeed.models import Decision, Delivery, FeedRun

from . import rows

SUSPICIOUS = {
    "reason": "suspicious",
    "stage": "guard",
    "summary": "30 funds would lose their authorisation at once.",
    "timings": {"fetch": 1.5, "verify": 0.01, "parse": 0.4, "validate": 0.2, "compare": 0.02, "guard": 0.01},
    "counts": {"delivered": 920, "figures_only": 812},
    "verdict": [
        {
            "name": "deauthorised",
            "count": 30,
            "share": 0.032,
            "limit": {"count": 10, "share": 0.02},
            "is_tripped": True,
        },
        {"name": "changed", "count": 5, "share": 0.005, "limit": {"count": 100, "share": 0.5}, "is_tripped": False},
        {"name": "empty", "count": 920, "share": 0.0, "limit": None, "is_tripped": False},
    ],
}


@pytest.fixture
def public(db: None) -> Delivery:
    """What the public sees: the delivery of yesterday."""
    return rows.delivery(rows.provider(), content_date=date(2026, 11, 17))


def test_a_suspicious_run_says_what_happened_what_to_do_and_what_the_public_sees(
    operator: Client, public: Delivery
) -> None:
    today = rows.delivery(public.provider, "DEMO-20261119-01", applied_at=None)

    page = text_of(operator, rows.run(public.provider, "awaiting_release", delivery=today, **SUSPICIOUS))

    assert "Awaiting release Suspicious 30 funds would lose their authorisation at once." in page
    assert "two people release the delivery or reject it" in page
    assert "The public sees the data of 17 November 2026, from DEMO-20261118-01, since 18 November 2026, 06:00." in page
    assert "Started by Command" in page


def test_every_measured_value_stands_beside_its_limit(operator: Client, public: Delivery) -> None:
    page = text_of(operator, rows.run(public.provider, "awaiting_release", **SUSPICIOUS))

    assert "Funds losing their authorisation 30 3.2% 10 and 2.0% Beyond limit" in page
    assert "Fund profiles changed 5 0.5% 100 and 50.0% Within limit" in page
    assert "Funds in the index 920 – – No limit" in page


def test_the_stages_say_how_far_the_run_came_and_how_long_each_took(operator: Client, public: Delivery) -> None:
    page = text_of(operator, rows.run(public.provider, "awaiting_release", **SUSPICIOUS))

    assert "fetch Receive and archive the files Done 1.5 s" in page
    assert "guard Measure the change against the limits Stopped here 0.01 s" in page
    assert "apply Write the changes Not reached" in page
    assert "Delivered 920 Figures only 812" in page


def test_an_applied_run_says_that_its_delivery_is_what_the_public_sees(operator: Client, public: Delivery) -> None:
    run = rows.run(public.provider, delivery=public, summary="Published 22 new versions.", timings={"publish": 75.4})

    page = text_of(operator, run)

    assert "Applied Published 22 new versions." in page
    assert "from this delivery, since 18 November 2026, 06:00." in page
    assert "Make them public Done 1 min 15 s" in page
    assert "The run found nothing that deviates from the feed contract." in page


def test_an_unchanged_run_needed_no_later_stage(operator: Client, public: Delivery) -> None:
    run = rows.run(public.provider, "unchanged", stage="verify", timings={"fetch": 0.1, "verify": 0.1})

    page = text_of(operator, run)

    assert "verify Compare checksums Done" in page
    assert "parse Read the records Not needed" in page
    assert "Stopped here" not in page


def test_a_running_run_shows_where_it_is(operator: Client, public: Delivery) -> None:
    page = text_of(operator, rows.run(public.provider, "", stage="parse", timings={"fetch": 0.1}))

    assert "The run is still going" in page
    assert "parse Read the records Running" in page


def test_a_failed_run_without_any_public_delivery_says_so(operator: Client, db: None) -> None:
    run = rows.run(rows.provider(), "failed", stage="fetch", summary="The run broke off; nothing public changed.")

    page = text_of(operator, run)

    assert "Failed The run broke off; nothing public changed." in page
    assert "The public sees no data of this provider yet." in page


def test_findings_come_worst_first_with_place_value_and_a_link_to_their_fund(
    operator: Client, public: Delivery
) -> None:
    stated = rows.fund(public)
    run = rows.run(public.provider, "halted", reason="inconsistent")
    rows.finding(run, subject="", severity="warn", message="The order has a gap.")
    rows.finding(run, subject=stated.pk, received="IE00B4L5Y980", expected="ISO 6166", message="No valid ISIN.")
    rows.finding(run, subject="GONE", severity="halt", message="The files disagree.")

    page, html = text_of(operator, run), html_of(operator, run)

    assert page.index("The files disagree.") < page.index("No valid ISIN.") < page.index("The order has a gap.")
    assert "fund.isin · received IE00B4L5Y980 · expected ISO 6166" in page
    assert "index.json#/funds/0/shareClasses/0/isin" in page
    assert f'href="/admin/snippets/fundfeed/fund/inspect/{stated.pk}/"' in html
    assert "inspect/GONE/" not in html


def test_a_hundred_findings_are_shown_and_the_rest_is_a_link_away(operator: Client, public: Delivery) -> None:
    run = rows.run(public.provider, "halted", reason="inconsistent")
    for number in range(101):
        rows.finding(run, message=f"Finding number {number}.")

    html = html_of(operator, run)

    assert html.count("Finding number ") == 100
    assert "The first 100 of 101: see all" in html
    assert f'href="/admin/snippets/fundfeed/runfinding/?run={run.pk}"' in html


def test_the_page_takes_as_many_queries_for_twenty_findings_as_for_two(operator: Client, public: Delivery) -> None:
    few, many = (rows.run(public.provider, "halted", reason="inconsistent", delivery=public) for _ in range(2))
    for number in range(22):
        stated = rows.fund(public, f"FUND{number:04}")
        rows.finding(few if number < 2 else many, subject=stated.pk)
    html_of(operator, few)  # the first request also fills the caches of content types

    assert queries_of_page(operator, many) == queries_of_page(operator, few)


def test_what_the_provider_wrote_is_shown_and_never_run(operator: Client, public: Delivery) -> None:
    run = rows.run(public.provider, "halted", reason="unreadable")
    rows.finding(run, received="<script>alert(1)</script>", message="<img src=x onerror=alert(1)>")

    html = html_of(operator, run)

    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def html_of(client: Client, run: FeedRun) -> str:
    """The page of a run."""
    answer = client.get(f"/admin/snippets/fundfeed/feedrun/inspect/{run.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(client: Client, run: FeedRun) -> str:
    """What a reader of the page of a run reads."""
    return re.sub(r"\s+", " ", strip_tags(re.sub(r"</(dt|dd|th|td|span|h2)>", " ", html_of(client, run))))


def queries_of_page(client: Client, run: FeedRun) -> int:
    """How many queries the page of a run takes."""
    with CaptureQueriesContext(connection) as queries:
        html_of(client, run)
    return len(queries)


@pytest.mark.parametrize(("kind", "word"), [("release", "Released since"), ("reject", "Rejected since")])
def test_the_list_says_of_a_run_that_waited_what_was_decided_since(
    operator: Client, public: Delivery, kind: str, word: str
) -> None:
    held = rows.delivery(public.provider, "DEMO-20261119-01", applied_at=None)
    rows.run(public.provider, "awaiting_release", delivery=held, **SUSPICIOUS)
    pages = ("feedrun/", f"delivery/inspect/{held.pk}/", f"provider/inspect/{public.provider_id}/")
    addresses = [f"/admin/snippets/fundfeed/{page}" for page in pages]
    badge = re.compile(rf"(Awaiting release|{word})")
    before = [badge.findall(strip_tags(operator.get(address).content.decode())) for address in addresses]

    Decision.objects.create(
        kind=kind, delivery=held, by="maker", approved_by="checker", reason="Known", decided_at=held.received_at
    )

    after = [badge.findall(strip_tags(operator.get(address).content.decode())) for address in addresses]
    assert all("Awaiting release" in words and word not in words for words in before)
    assert all(word in words for words in after)
