"""A provider's page shows what the guard measured, run by run, beside the limits of those days."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.feeds import history
from fundfeed.models import FeedRun, Provider

from . import rows

LIMIT = {"count": 10, "share": 0.02}


@pytest.fixture
def provider(db: None) -> Provider:
    """A provider without runs."""
    return rows.provider()


def measured(provider: Provider, count: int, *, share: float = 0.01, day: int = 0, **values: Any) -> FeedRun:
    """A run that measured this many deauthorised funds."""
    is_tripped = count > LIMIT["count"] and share > LIMIT["share"]
    verdict = [{"name": "deauthorised", "count": count, "share": share, "limit": LIMIT, "is_tripped": is_tripped}]
    at = rows.MORNING + timedelta(days=day)
    return rows.run(provider, **{"verdict": verdict, "started_at": at, "heartbeat_at": at, **values})


def page_of(client: Client, provider: Provider) -> str:
    answer = client.get(f"/admin/snippets/fundfeed/provider/inspect/{provider.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def chart_of(html: str, label: str) -> str:
    """The drawing of one measure."""
    (found,) = re.findall(rf'<svg [^>]*aria-label="{label}:.*?</svg>', html, re.S)
    return str(found)


def test_each_run_is_a_bar_and_the_limit_a_line(operator: Client, provider: Provider) -> None:
    measured(provider, 3, day=1)
    measured(provider, 30, share=0.03, day=2)

    chart = chart_of(page_of(operator, provider), "Funds losing their authorisation")

    assert chart.count("<rect") == 2
    assert chart.count("chart__bar--tripped") == 1
    assert chart.count("chart__limit") == 1
    assert "2 runs, from 3 to 30, last 30; beyond its limit once." in chart
    assert "30 (3.0%), limit 10 and 2.0%" in chart


def test_the_values_stand_in_a_table_too(operator: Client, provider: Provider) -> None:
    run = measured(provider, 3)

    html = page_of(operator, provider)

    assert f'<a href="/admin/snippets/fundfeed/feedrun/inspect/{run.pk}/">Run {run.pk}</a></th>' in html
    assert "<td>3 (1.0%), limit 10 and 2.0%</td>" in html


def test_sixty_runs_are_shown_and_only_those_that_measured(operator: Client, provider: Provider) -> None:
    for day in range(62):
        measured(provider, day, day=day)
    measured(provider, 99, day=70, verdict=[])
    measured(provider, 99, day=71, outcome="")

    chart = chart_of(page_of(operator, provider), "Funds losing their authorisation")

    assert chart.count("<rect") == 60
    assert "60 runs, from 2 to 61" in chart


def test_the_page_draws_without_style_or_script_of_its_own(operator: Client, provider: Provider) -> None:
    measured(provider, 3)

    drawings = "".join(re.findall(r"<figure.*?</figure>", page_of(operator, provider), re.S))

    assert drawings
    assert " style=" not in drawings
    assert "<script" not in drawings


def test_before_the_first_measure_the_page_says_so(operator: Client, provider: Provider) -> None:
    assert "has come as far as the guard yet" in page_of(operator, provider)


def test_the_page_takes_as_many_queries_for_twenty_runs_as_for_two(operator: Client, provider: Provider) -> None:
    other = rows.provider("OTHER")
    for day in range(22):
        measured(provider if day < 2 else other, day, day=day)
    page_of(operator, provider)  # the first request also fills the caches of content types

    assert queries_of(operator, other) == queries_of(operator, provider)


def queries_of(client: Client, provider: Provider) -> int:
    with CaptureQueriesContext(connection) as queries:
        page_of(client, provider)
    return len(queries)


@pytest.mark.parametrize(
    ("count", "share", "used"),
    [(5, 0.02, 0.5), (20, 0.01, 0.5), (20, 0.04, 2.0), (0, 0.0, 0.0)],
)
def test_both_parts_of_a_limit_must_be_used_up(count: int, share: float, used: float) -> None:
    assert history.used({"count": count, "share": share, "limit": LIMIT}) == used


def test_of_a_limit_of_nothing_anything_is_twice_as_much() -> None:
    nothing = {"count": 0, "share": 0.0}

    assert history.used({"count": 1, "share": 0.1, "limit": nothing}) == history.FULL
    assert history.used({"count": 0, "share": 0.0, "limit": nothing}) == 0.0


def test_what_has_no_limit_uses_none() -> None:
    assert history.used({"count": 5, "share": 0.0, "limit": None}) is None
