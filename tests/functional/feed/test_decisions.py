"""Two people release, reject or roll back a delivery, and nobody else changes what the public sees."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from fundfeed.models import Decision, Delivery, FundVersion
from infra.deliveries import small_delivery
from tests.factories.public_answers import every_public_answer, fund_ids, get
from tests.factories.site import Site


@pytest.fixture
def suspicious(published: Site) -> Site:
    """A second day that deauthorises one of three funds where the limit is none."""
    published.provider.limits.filter(measure="deauthorised").update(count=0, share=0.1)
    tomorrow = published.next_day()
    tomorrow.deauthorise("DEM00002", reason="liquidation")
    published.deliver(tomorrow)
    assert published.sync().outcome == "awaiting_release: suspicious"
    return published


def decide(
    decision: str, delivery: str, *, by: str = "mandy", approved_by: str = "chris", reason: str = "checked"
) -> str:
    printed = StringIO()
    call_command("decide_delivery", decision, delivery, by=by, approved_by=approved_by, reason=reason, stdout=printed)
    return printed.getvalue()


def test_a_released_delivery_becomes_public(suspicious: Site) -> None:
    printed = decide("release", "DEMO-20261119-01")

    assert "released" in printed
    assert get("/funds/DEM00002/")["authorisationStatus"] == "deauthorised"
    decision = Decision.objects.get()
    assert (decision.by, decision.approved_by, decision.reason) == ("mandy", "chris", "checked")
    assert decision.run is not None
    assert decision.run.verdict


@pytest.mark.parametrize(
    ("by", "approved_by", "reason", "told"),
    [
        ("mandy", "mandy", "checked", "a second person must"),
        ("mandy", " Mandy ", "checked", "a second person must"),
        ("mandy", "", "checked", "name who proposes and who approves"),
        ("mandy", "chris", " ", "Say why"),
    ],
)
def test_one_person_alone_releases_nothing(suspicious: Site, by: str, approved_by: str, reason: str, told: str) -> None:
    before = every_public_answer()

    with pytest.raises(CommandError, match=told):
        decide("release", "DEMO-20261119-01", by=by, approved_by=approved_by, reason=reason)

    assert every_public_answer() == before
    assert not Decision.objects.exists()


def test_the_database_refuses_a_decision_by_one_person(suspicious: Site) -> None:
    delivery = Delivery.objects.get(delivery_id="DEMO-20261119-01")

    with pytest.raises(IntegrityError, match="decision_by_two_people"), transaction.atomic():
        Decision.objects.create(
            kind="release", delivery=delivery, by="mandy", approved_by="mandy", reason="why", decided_at=timezone.now()
        )


def test_a_delivery_is_decided_once(suspicious: Site) -> None:
    decide("release", "DEMO-20261119-01")

    with pytest.raises(CommandError, match="decided already"):
        decide("reject", "DEMO-20261119-01")


def test_a_rejected_delivery_stays_out_however_often_it_comes(suspicious: Site) -> None:
    before = every_public_answer()

    decide("reject", "DEMO-20261119-01")
    report = suspicious.sync()

    assert (report.exit_code, report.outcome) == (30, "halted: suspicious")
    assert report.codes == ["delivery.ruled_out"]
    assert every_public_answer() == before


def test_only_a_suspicious_delivery_can_be_released(published: Site) -> None:
    tomorrow = published.next_day()
    tomorrow.remove_fund("DEM00002")
    published.deliver(tomorrow)
    assert published.sync().outcome == "halted: inconsistent"

    with pytest.raises(CommandError, match="doesn't wait for a release"):
        decide("release", "DEMO-20261119-01")


def test_nothing_is_released_after_something_newer(suspicious: Site) -> None:
    suspicious.deliver(suspicious.next_day(small_delivery().on_day(1)))
    assert suspicious.sync().outcome == "applied"

    with pytest.raises(CommandError, match="was published since"):
        decide("release", "DEMO-20261119-01")


def test_a_roll_back_publishes_the_earlier_delivery_again(published: Site) -> None:
    before = every_public_answer(with_status=False)
    tomorrow = published.next_day()
    tomorrow.funds[0]["legalFundNameOnly"] = {"en": "A Wrong Name"}
    tomorrow.deauthorise("DEM00003", reason="liquidation")
    published.deliver(tomorrow)
    assert published.sync().outcome == "applied"

    decide("roll-back", "DEMO-20261118-01")

    assert sorted(fund_ids()) == ["DEM00001", "DEM00002", "DEM00003"]
    restored = get("/funds/DEM00001/")
    assert restored["legalFundNameOnly"]["en"] == small_delivery().funds[0]["legalFundNameOnly"]["en"]
    assert restored["publication"]["version"] == 3
    assert get("/funds/DEM00003/")["authorisationStatus"] == "authorised"
    assert before.keys() == every_public_answer(with_status=False).keys()
    assert FundVersion.objects.filter(fund="DEM00001").count() == 3


def test_a_rolled_back_delivery_is_not_taken_again(published: Site) -> None:
    tomorrow = published.next_day()
    tomorrow.funds[0]["legalFundNameOnly"] = {"en": "A Wrong Name"}
    published.deliver(tomorrow)
    published.sync()
    decide("roll-back", "DEMO-20261118-01")

    report = published.sync()

    assert report.codes == ["delivery.ruled_out"]
    assert get("/funds/DEM00001/")["legalFundNameOnly"]["en"] != "A Wrong Name"


def test_a_fund_that_only_the_rolled_back_delivery_brought_is_retracted(published: Site) -> None:
    tomorrow = published.next_day()
    newcomer = small_delivery().fund("DEM00001") | {"fundId": "DEM00009", "legalFundNameOnly": {"en": "Newcomer"}}
    newcomer["shareClasses"] = [small_delivery().fund("DEM00001")["shareClasses"][0] | {"isin": "US0378331005"}]
    tomorrow.funds.append(newcomer)
    tomorrow.recount()
    published.deliver(tomorrow)
    assert published.sync().outcome == "applied"

    decide("roll-back", "DEMO-20261118-01")

    assert get("/funds/DEM00009/")["authorisationStatus"] == "retracted"
    assert "DEM00009" not in [fund["fundId"] for fund in get("/funds/")["results"]]


def test_the_provider_s_correction_follows_a_roll_back(published: Site) -> None:
    wrong = published.next_day()
    wrong.funds[0]["legalFundNameOnly"] = {"en": "A Wrong Name"}
    published.deliver(wrong)
    published.sync()
    decide("roll-back", "DEMO-20261118-01")
    corrected = published.next_day()
    corrected.funds[0]["legalFundNameOnly"] = {"en": "The Right Name"}

    published.deliver(corrected)
    report = published.sync()

    assert report.outcome == "applied"
    assert get("/funds/DEM00001/")["legalFundNameOnly"]["en"] == "The Right Name"


def test_what_is_public_now_needs_no_roll_back(published: Site) -> None:
    with pytest.raises(CommandError, match="what the public sees now"):
        decide("roll-back", "DEMO-20261118-01")


def test_a_run_is_tried_again_on_the_bytes_that_it_received(suspicious: Site) -> None:
    suspicious.provider.limits.filter(measure="deauthorised").update(count=10)
    run = Delivery.objects.get(delivery_id="DEMO-20261119-01").runs.get()
    for file in suspicious.directory.iterdir():
        file.unlink()

    report = suspicious.sync(retry=run.pk)

    assert report.outcome == "applied"
    assert get("/funds/DEM00002/")["authorisationStatus"] == "deauthorised"
