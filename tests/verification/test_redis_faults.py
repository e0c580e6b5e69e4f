"""Redis killed under a real worker and a real beat: a run goes on without it, and nothing is lost or doubled after."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from fundfeed.models import FeedRun, Message
from infra.deliveries import Delivery
from infra.parts.smtp import Smtp
from tests.factories.ledger import verified_entries
from tests.factories.public_answers import every_public_answer
from tests.factories.roles import owner
from tests.factories.scratch import url_of
from tests.factories.site import Site
from tests.verification.crew import Crew, own_crew, wait_until
from tests.verification.days import second_day, third_day
from tests.verification.held import nobody_may_publish, somebody_waits


@pytest.fixture
def crew(public: Site, smtp_server: Smtp, tmp_path: Path) -> Iterator[Crew]:
    """Worker, beat and Redis for the provider whose first day is public."""
    mail = {"EMAIL_URL": smtp_server.url, "OPERATIONS_EMAILS": "operators@funds.example"}
    with own_crew(tmp_path / "crew") as crew:
        crew.begin(public, {"DATABASE_URL": url_of(connections["default"].settings_dict), **mail})
        yield crew


def test_redis_killed_in_the_middle_of_a_run_loses_and_doubles_nothing(
    public: Site, crew: Crew, smtp_server: Smtp
) -> None:
    before = every_public_answer()
    with nobody_may_publish(owner()):
        deliver(second_day(public), public, crew)
        wait_until(somebody_waits, "the run in the middle of apply")
        crew.kill_redis()
        assert every_public_answer() == before
    wait_until(lambda: crew.keep_going() and applied() == 2, "the second day, without Redis")
    second = every_public_answer()

    deliver(third_day(public), public, crew)
    crew.start_redis()

    wait_until(lambda: crew.keep_going() and applied() == 3, "the third day, with Redis again")
    assert len({str(before), str(second), str(every_public_answer())}) == 3
    assert verified_entries() == 6
    looks_again = ("unchanged", "")  # a trigger that came twice finds nothing new
    assert not FeedRun.objects.exclude(outcome__in=("applied", *looks_again)).exists()
    to_somebody = Message.objects.exclude(recipients=[])  # the first day was published before anybody was named
    wait_until(lambda: crew.keep_going() and not to_somebody.filter(sent_at=None).exists(), "the last mail")
    sent = Counter(mail["Message-ID"] for mail in smtp_server.messages)
    assert (len(sent), set(sent.values())) == (to_somebody.count(), {1})
    assert applied() == 3


def deliver(delivery: Delivery, site: Site, crew: Crew) -> None:
    """The provider's next day has come."""
    site.deliver(delivery)
    crew.tell_time(site)


def applied() -> int:
    return FeedRun.objects.filter(outcome="applied").count()
