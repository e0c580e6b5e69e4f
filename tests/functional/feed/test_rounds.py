"""The minute's round starts what is due and takes up what died."""

from datetime import timedelta

from fundfeed.models import FeedRun, Message
from fundfeed.services import providers_due
from tests.factories.site import Site


def test_a_provider_that_was_not_tried_since_its_hour_is_due(site: Site) -> None:
    assert providers_due() == [site.provider]


def test_a_provider_that_is_switched_off_is_not_due(site: Site) -> None:
    site.provider.is_enabled = False
    site.provider.save()

    assert providers_due() == []


def test_a_delivery_that_is_public_makes_the_round_quiet_until_tomorrow(published: Site) -> None:
    assert providers_due() == []

    published.now += timedelta(days=1)
    assert providers_due() == [published.provider]


def test_a_run_whose_worker_died_is_marked_and_tried_again(site: Site) -> None:
    dead = FeedRun.objects.create(
        provider=site.provider, trigger="schedule", source="", stage="apply", started_at=site.now, heartbeat_at=site.now
    )
    site.now += timedelta(minutes=5)

    due = providers_due()

    dead.refresh_from_db()
    assert (dead.outcome, dead.findings.get().code) == ("failed", "run.interrupted")
    site.now += timedelta(minutes=2)
    assert site.provider in [*due, *providers_due()]


def test_nothing_delivered_by_the_cut_off_is_mailed_once(site: Site) -> None:
    site.now += timedelta(hours=10)
    assert site.sync().outcome == "halted: not_delivered"
    site.now += timedelta(hours=3)

    providers_due()
    providers_due()

    assert Message.objects.filter(subject__contains="not delivered by the cut-off").count() == 1
