"""What two people decided about a delivery is done once, whenever its worker dies and however often others look."""

import multiprocessing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from cms.feeds.carrying_out import carry_out_all
from cms.feeds.models import DeliveryDecision
from fundfeed.models import Decision, Delivery, FeedRun, FundVersion, GuardLimit, Message
from fundfeed.services import DecisionRefusedError, providers_due, receive_delivery, roll_back
from tests.factories.moderation import publish
from tests.factories.moments import PATIENCE_SECONDS
from tests.factories.public_answers import get
from tests.factories.site import Site
from tests.verification.days import second_day, third_day
from tests.verification.dying import points, work_until
from tests.verification.long_form import is_long

KILLED = -9
POINTS = points() if is_long() else ["before publish", "write 3", "before commit", "after commit"]


def way_back(site: Site) -> DeliveryDecision:
    """Two people decided to go back from the second day to the first."""
    first = Delivery.objects.get()
    site.deliver(second_day(site))
    assert site.sync().outcome == "applied"
    made: DeliveryDecision = publish(
        DeliveryDecision.objects.create(kind="roll_back", delivery=first, reason="Wrong names")
    )
    return made


def held_back(site: Site) -> DeliveryDecision:
    """Two people decided to release what the guards hold back."""
    GuardLimit.objects.filter(measure="changed").update(count=0, share=0)
    site.deliver(second_day(site))
    assert site.sync().outcome == "awaiting_release: suspicious"
    made: DeliveryDecision = publish(
        DeliveryDecision.objects.create(kind="release", delivery=Delivery.objects.latest("received_at"), reason="Known")
    )
    return made


def brought_by_hand(site: Site) -> DeliveryDecision:
    """Two people decided to publish what one of them brought."""
    site.deliver(second_day(site))
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in site.directory.iterdir() if path.is_file()]
    received = receive_delivery(provider=site.provider, files=files, by="maker")
    made: DeliveryDecision = publish(
        DeliveryDecision.objects.create(kind="publish", delivery=received.delivery, reason="Their site is down")
    )
    return made


def is_back() -> bool:
    return bool(get("/funds/DEM00001/")["manCo"] != "Haven Management")


@pytest.mark.parametrize("point", POINTS)
def test_a_roll_back_whose_worker_is_killed_happens_once(public: Site, point: str) -> None:
    made = way_back(public)

    assert work_until(point, carry_out_all) == KILLED
    assert is_back() == (point == "after commit")
    swept = [carry_out_all(), carry_out_all()]

    made.refresh_from_db()
    assert (swept, made.state, is_back()) == ([1, 0], "done", True)
    assert made.run == Decision.objects.get().run
    assert FeedRun.objects.filter(outcome="rolled_back").count() == 1
    assert FundVersion.objects.filter(fund_id="DEM00001").count() == 3
    assert Message.objects.filter(thread=f"decision-{made.pk}").count() == 1


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("kind", ["release", "publish"])
def test_a_release_whose_worker_is_killed_happens_once(public: Site, point: str, kind: str) -> None:
    made = held_back(public) if kind == "release" else brought_by_hand(public)

    assert work_until(point, carry_out_all) == KILLED
    providers_due()
    swept = [carry_out_all(), carry_out_all()]

    made.refresh_from_db()
    assert (swept, made.state, made.result) == ([1, 0], "done", made.result)
    assert Decision.objects.get().run == made.run
    assert FeedRun.objects.filter(outcome="released").count() == 1


def test_two_workers_at_once_go_back_once(public: Site) -> None:
    made = way_back(public)
    connections.close_all()
    both = [
        multiprocessing.get_context("fork").Process(target=work_until, args=("nowhere", carry_out_all)) for _ in "ab"
    ]

    for process in both:
        process.start()
    for process in both:
        process.join(timeout=PATIENCE_SECONDS)
    carry_out_all()

    made.refresh_from_db()
    assert (made.state, Decision.objects.count()) == ("done", 1)


def test_a_worker_that_looked_too_early_doesn_t_go_back_behind_a_newer_delivery(public: Site) -> None:
    made = way_back(public)
    carry_out_all()
    public.deliver(third_day(public))
    assert public.sync().outcome == "applied"

    with pytest.raises(DecisionRefusedError, match="carried out already"):
        roll_back(
            delivery=Delivery.objects.earliest("received_at"),
            by="maker",
            approved_by="checker",
            reason=made.reason,
            reference=f"decision-{made.pk}",
        )

    assert Decision.objects.count() == 1
