"""Any run can be replayed as a dry run: it says what would change and writes nothing."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import InternalError, connection
from django.test.utils import CaptureQueriesContext

from fundfeed.models import Delivery, FeedRun, RunChange
from fundfeed.services import preview, replay
from fundfeed.services.previews import _reading_only
from infra.deliveries import small_delivery
from tests.factories.public_answers import every_public_answer
from tests.factories.site import Site


def counted() -> dict[str, int]:
    """How many rows each table of ours holds."""
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


def replayed(run: FeedRun | int) -> tuple[int, dict[str, Any]]:
    """What `replay_run --json` prints, and its exit code; nothing may have changed meanwhile."""
    rows, answers = counted(), every_public_answer()
    printed = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("replay_run", run.pk if isinstance(run, FeedRun) else run, json=True, stdout=printed)
    assert counted() == rows
    assert every_public_answer() == answers
    assert isinstance(ended.value.code, int)
    return ended.value.code, json.loads(printed.getvalue())


@pytest.fixture
def suspicious(published: Site) -> FeedRun:
    """A second day with another name and a fund less, held back because the limit is none."""
    published.provider.limits.filter(measure="deauthorised").update(count=0, share=0.1)
    tomorrow = published.next_day()
    tomorrow.funds[0]["legalFundNameOnly"] = {"en": "Another Name"}
    tomorrow.deauthorise("DEM00002", reason="liquidation")
    published.deliver(tomorrow)
    assert published.sync().outcome == "awaiting_release: suspicious"
    return FeedRun.objects.latest()


def test_a_suspicious_run_shows_verdict_findings_and_every_difference(suspicious: FeedRun) -> None:
    code, found = replayed(suspicious)

    assert (code, found["outcome"], found["reason"]) == (30, "awaiting_release", "suspicious")
    assert [finding["code"] for finding in found["findings"]] == ["guard.deauthorised"]
    assert {measure["name"] for measure in found["verdict"] if measure["is_tripped"]} == {"deauthorised"}
    told = {(one["kind"], one["subject"]): one["fields"] for one in found["differences"]}
    assert told["deauthorised", "DEM00002"][0] == {
        "pointer": "/authorisationStatus",
        "old": "authorised",
        "new": "deauthorised",
        "isin": "",
    }
    assert ("/legalFundNameOnly/en", "Another Name") in [
        (field["pointer"], field["new"]) for field in told["changed", "DEM00001"]
    ]


def test_a_run_keeps_the_very_report_that_its_replay_gives(suspicious: FeedRun) -> None:
    kept = list(suspicious.changes.values("kind", "subject", "name", "file", "pointer", "fields"))

    _, found = replayed(suspicious)

    assert kept == found["differences"]
    assert kept


def test_an_applied_run_keeps_what_it_changed(published: Site) -> None:
    tomorrow = published.next_day()
    tomorrow.funds[0]["manCo"] = "Another House"
    published.deliver(tomorrow)
    assert published.sync().outcome == "applied"

    changed = RunChange.objects.get(run=FeedRun.objects.latest(), kind="changed")

    assert changed.subject == "DEM00001"
    assert [(field["pointer"], field["new"]) for field in changed.fields] == [("/manCo", "Another House")]


def test_the_first_delivery_is_all_new(published: Site) -> None:
    kinds = RunChange.objects.filter(run=FeedRun.objects.get()).values_list("kind", "subject")

    assert list(kinds) == [
        ("added", "DEM00001"),
        ("added", "DEM00002"),
        ("added", "DEM00003"),
        *[("document_added", one["documentId"]) for one in small_delivery().documents["documents"]],
    ]


def test_what_is_public_now_would_change_nothing(published: Site) -> None:
    code, found = replayed(FeedRun.objects.get())

    assert (code, found["outcome"], found["differences"]) == (0, "unchanged", [])


def test_an_earlier_delivery_shows_what_going_back_would_do(published: Site) -> None:
    first = FeedRun.objects.get()
    name = small_delivery().funds[0]["legalFundNameOnly"]["en"]
    tomorrow = published.next_day()
    tomorrow.funds[0]["legalFundNameOnly"] = {"en": "A Wrong Name"}
    published.deliver(tomorrow)
    assert published.sync().outcome == "applied"

    code, found = replayed(first)

    assert (code, found["outcome"], found["is_roll_back"]) == (0, "rolled_back", True)
    (changed,) = [one for one in found["differences"] if one["kind"] == "changed"]
    assert {"pointer": "/legalFundNameOnly/en", "old": "A Wrong Name", "new": name, "isin": ""} in changed["fields"]


def test_a_halted_run_says_again_why_it_halts(published: Site) -> None:
    tomorrow = published.next_day()
    tomorrow.remove_fund("DEM00002")
    published.deliver(tomorrow)
    assert published.sync().outcome == "halted: inconsistent"

    code, found = replayed(FeedRun.objects.latest())

    assert (code, found["outcome"], found["reason"]) == (20, "halted", "inconsistent")
    assert [(one["code"], one["subject"]) for one in found["findings"]] == [
        ("set.removed_not_deauthorised", "DEM00002")
    ]
    assert found["differences"] == []


def test_a_replay_is_judged_by_the_limits_of_now(suspicious: FeedRun) -> None:
    suspicious.provider.limits.filter(measure="deauthorised").update(count=10)

    code, found = replayed(suspicious)

    assert (code, found["outcome"]) == (0, "applied")


def test_a_document_that_never_came_is_not_looked_for_elsewhere(published: Site) -> None:
    tomorrow = published.next_day()
    named = tomorrow.documents["documents"][0]
    named.pop("checksum", None)
    named["fileName"] = f"{'a' * 64}.pdf"
    published.deliver(tomorrow)
    published.sync()
    run = FeedRun.objects.latest()

    found = preview(delivery=_delivery_of(run))

    assert "document.pending" in [finding.code for finding in found.findings]


def test_the_database_itself_refuses_writes_of_a_dry_run(published: Site) -> None:
    with pytest.raises(InternalError, match="read-only transaction"), _reading_only():
        FeedRun.objects.update(summary="written")


def test_a_run_can_be_written_after_a_dry_run(published: Site) -> None:
    replay(run=FeedRun.objects.get())

    assert FeedRun.objects.update(summary="written") == 1


def test_the_text_tells_the_same_for_a_person(suspicious: FeedRun) -> None:
    printed = StringIO()
    with pytest.raises(SystemExit):
        call_command("replay_run", suspicious.pk, stdout=printed)

    told = printed.getvalue()
    assert "DEMO-20261119-01 would be held back (suspicious), compared with what is public now." in told
    assert "Deauthorised (1)\n  DEM00002" in told
    assert '      /authorisationStatus: "authorised" → "deauthorised"' in told
    assert '→ "Another Name"' in told


@pytest.mark.parametrize("which", [0, -1])
def test_without_bytes_there_is_nothing_to_replay(site: Site, which: int) -> None:
    assert site.sync().outcome == "halted: not_delivered"
    run = FeedRun.objects.get()

    with pytest.raises(CommandError, match="nothing to replay" if which == 0 else "no run"):
        call_command("replay_run", run.pk + which)


def test_the_report_takes_as_many_queries_for_many_funds_as_for_few(published: Site) -> None:
    counts = []
    for funds in (1, 3):
        tomorrow = published.next_day(small_delivery())
        for one in tomorrow.funds[:funds]:
            one["manCo"] = f"House {funds}"
        published.deliver(tomorrow)
        published.provider.limits.filter(measure="changed").update(count=0, share=0.0)
        published.sync()
        counts.append(_queries(lambda: preview(delivery=_delivery_of(FeedRun.objects.latest()))))

    assert counts[0] == counts[1]


def _delivery_of(run: FeedRun) -> Delivery:
    assert run.delivery is not None
    return run.delivery


def _queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
