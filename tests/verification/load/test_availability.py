"""Ten minutes of readers while 100,000 records come and worker, Redis and admin are lost: nobody notices.

`LOAD_SECONDS` and `LOAD_SHARE` make it shorter and the delivery smaller, for a first look.
"""

import os
import sys
import time
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from fundfeed.models import FundVersion, PublishedFund
from tests.factories.ledger import verified_entries
from tests.factories.roles import owner
from tests.verification.crew import wait_until
from tests.verification.held import nobody_may_publish, somebody_waits
from tests.verification.load.asking import Seen, ask
from tests.verification.load.crowd import at_work, reader
from tests.verification.load.phases import Phases
from tests.verification.load.stage import PATIENCE_SECONDS, Stage

SECONDS = float(os.environ.get("LOAD_SECONDS", "600"))
LISTS = (
    "/api/v1/funds/?pageSize=20",
    "/api/v1/funds/?search=dividend",
    "/api/v1/funds/?search=haven",
    "/api/v1/funds/?search=%E8%82%A1%E6%81%AF",
    "/api/v1/funds/facets/",
    "/api/v1/changes/?pageSize=50",
    "/api/v1/fund-groups/",
)
PAGES = ("/funds", "/funds?q=dividend")
OF_THE_MOMENT = ("/api/v1/status/",)  # it tells how fresh the data are, so its words change
SITE_GIVES_UP_SECONDS = 3.0  # so long it waits for a part of a page
ATTEMPTS = 20
Answers = dict[str, Seen]


def test_readers_get_right_answers_whatever_is_lost_behind(
    stage: Stage, record_testsuite_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    everybody = PublishedFund.objects.order_by("fund_id").values_list("fund_id", flat=True)
    ids = [one for one in everybody if "-" not in one][:800:20]  # those get documents, so all of them change
    answers, pages = [*(f"/api/v1/funds/{one}/" for one in ids), *LISTS], [*(f"/funds/{one}" for one in ids), *PAGES]
    crowd = {
        "API": [reader(stage.api, answers, seed=number, pause=0.02) for number in range(4)],
        "status": [reader(stage.api, OF_THE_MOMENT, seed=0, pause=1.0)],
        "site": [reader(stage.site, pages, seed=number, pause=0.2) for number in range(2)],
    }
    phases = Phases()
    old = all_at_rest(stage, answers, pages)

    with at_work(crowd) as seen:
        things_are_lost_in_a_delivery(stage, phases, until=time.monotonic() + SECONDS)
    new = all_at_rest(stage, answers, pages)

    shortened = others(seen["site"], old, new)
    told = f"{phases.lengths()}; {len(shortened)} pages without a part of theirs\n{phases.table(seen)}"
    record_testsuite_property("what they got", told)
    with capsys.disabled():
        sys.stdout.write(f"\n{told}\n")
    assert [one for theirs in seen.values() for one in theirs if one.status != 200] == []
    assert others(seen["API"], old, new) == []
    assert [(one, said) for one in shortened if (said := untrue(one, old[one.address], new[one.address]))] == []
    assert len({one.digest for one in old.values()}) == len(old)
    assert sum(old[address].digest != new[address].digest for address in answers) >= len(ids)
    assert verified_entries() > PublishedFund.objects.count()
    assert not FundVersion.objects.filter(version__gt=2).exists()


def all_at_rest(stage: Stage, answers: list[str], pages: list[str]) -> Answers:
    """What every address answers when nothing goes on."""
    asked = [(stage.api, address) for address in answers] + [(stage.site, page) for page in pages]
    return {address: whole(url, address) for url, address in asked}


def whole(url: str, address: str) -> Seen:
    """An answer for which the site waited so shortly that it left nothing out."""
    for _ in range(ATTEMPTS):
        one = ask(url, address)
        if one.seconds < SITE_GIVES_UP_SECONDS:
            return one
    raise AssertionError(f"{address} was never answered in time")


def others(seen: list[Seen], old: Answers, new: Answers) -> list[Seen]:
    """Whatever was neither as before nor as after the delivery, once each."""
    bodies = {one.digest: one.body for one in seen if one.body}
    found = {(one.address, one.digest): replace(one, body=bodies[one.digest]) for one in seen}
    return [one for one in found.values() if one.digest not in (old[one.address].digest, new[one.address].digest)]


def untrue(page: Seen, old: Seen, new: Seen) -> set[bytes]:
    """Whatever a page says that it says neither before nor after: it leaves out what the API didn't tell in time."""
    return set(page.body.split(b"<")) - set(old.body.split(b"<")) - set(new.body.split(b"<"))


def things_are_lost_in_a_delivery(stage: Stage, phases: Phases, *, until: float) -> None:
    """In the middle of its apply worker and beat, Redis and the admin are gone, and come back after a while."""
    crew = stage.crew
    phases.begin("all is well")
    stage.rest(until=time.monotonic() + SECONDS / 10)

    phases.begin("100,000 records come")
    stage.next_day()
    with nobody_may_publish(owner()):
        wait_until(lambda: crew.keep_going() and somebody_waits(), "the run in its apply", patience=PATIENCE_SECONDS)
        crew.kill_redis()
        crew.lose_host()
        stage.lose_admin()

    phases.begin("worker, Redis and admin are lost")
    stage.rest(until=time.monotonic() + SECONDS / 5, with_supervisor=False)

    phases.begin("worker and Redis are back")
    crew.start_redis()
    wait_until(lambda: stage.is_applied(2), "the second day", patience=PATIENCE_SECONDS)

    phases.begin("the new day is public")
    stage.rest(until=max(until, time.monotonic() + SECONDS / 20))
