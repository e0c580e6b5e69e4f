"""What happens to a delivery is proposed on screen, approved by a second person, and carried out once."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cms.feeds.carrying_out import carry_out, carry_out_all
from cms.feeds.models import DeliveryDecision
from cms.moderation import withdrawal
from cms.moderation.errors import NotApprovedError
from fundfeed.models import Decision, Delivery, FeedRun, Message
from tests.factories.moderation import maker, publish, submit
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site

ADD = "wagtailsnippets_feeds_deliverydecision:add"


def delivery(name: str = "DEMO-20261119-01") -> Delivery:
    return Delivery.objects.get(delivery_id=name)


def decision(kind: str = "release", *, about: Delivery | None = None) -> DeliveryDecision:
    return DeliveryDecision.objects.create(kind=kind, delivery=about or delivery(), reason="The liquidation is known.")


def test_nothing_happens_before_the_approval(suspicious: Site) -> None:
    before = every_public_answer()

    submit(decision())
    carried_out = carry_out_all()

    assert (carried_out, every_public_answer()) == (0, before)


def test_an_approved_release_is_carried_out_once_and_both_people_are_told(suspicious: Site) -> None:
    made = publish(decision())
    assert made.state == "waiting"

    first, second = carry_out_all(), carry_out_all()

    made.refresh_from_db()
    assert (first, second, made.state) == (1, 0, "done")
    assert get("/funds/DEM00002/")["authorisationStatus"] == "deauthorised"
    ruled = Decision.objects.get()
    assert (ruled.by, ruled.approved_by, ruled.reason, ruled.run) == ("maker", "checker", made.reason, made.run)
    mail = Message.objects.get(thread=f"decision-{made.pk}")
    assert mail.recipients == ["checker@example.org", "maker@example.org"]
    assert "Published" in mail.text


def test_a_rejection_rules_the_delivery_out(suspicious: Site) -> None:
    made = publish(decision("reject"))

    carry_out_all()

    made.refresh_from_db()
    assert (made.state, made.run) == ("done", None)
    told = Message.objects.get(subject__contains="Delivery rejected")
    assert told.recipients == [maker().email]
    assert told.thread == Message.objects.get(subject__contains="Feed awaiting release").thread
    assert suspicious.sync().codes == ["delivery.ruled_out"]


@pytest.mark.parametrize(("kind", "told"), [("reject", "decided to reject"), ("release", "decided to release")])
def test_the_page_of_a_run_that_waited_says_what_was_decided_since(
    suspicious: Site, checker_s_browser: Client, kind: str, told: str
) -> None:
    waiting = FeedRun.objects.get(outcome="awaiting_release")
    address = f"/admin/snippets/fundfeed/feedrun/inspect/{waiting.pk}/"
    before = checker_s_browser.get(address).content.decode()

    publish(decision(kind))
    carry_out_all()

    since = f"Since then maker, approved by checker, {told} DEMO-20261119-01: The liquidation is known."
    after = checker_s_browser.get(address).content.decode()
    assert ("Since then" in before, "two people release the delivery" in before) == (False, True)
    assert (since in after, "two people release the delivery" in after) == (True, False)


def test_going_back_publishes_the_earlier_delivery_again(published: Site) -> None:
    tomorrow = published.next_day()
    tomorrow.funds[0]["legalFundNameOnly"] = {"en": "A Wrong Name"}
    published.deliver(tomorrow)
    published.sync()

    publish(decision("roll_back", about=delivery("DEMO-20261118-01")))
    carry_out_all()

    assert get("/funds/DEM00001/")["legalFundNameOnly"]["en"] != "A Wrong Name"


def test_what_became_impossible_meanwhile_is_refused_in_the_feed_s_own_words(suspicious: Site) -> None:
    first, second = publish(decision()), publish(decision("reject"))

    carry_out_all()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("done", "refused")
    assert "decided already" in second.result
    assert get("/funds/DEM00002/")["authorisationStatus"] == "deauthorised"


def test_what_became_impossible_before_its_approval_can_t_be_approved(
    suspicious: Site, checker_s_browser: Client
) -> None:
    second = decision("reject")
    waiting = submit(second)
    publish(decision())
    carry_out_all()
    before = every_public_answer()

    page = checker_s_browser.post(f"/admin/review/{waiting.pk}/", {"decision": "approve"}, follow=True)

    second.refresh_from_db()
    waiting.refresh_from_db()
    assert "It was decided already" in page.content.decode()
    assert (waiting.status, second.state, second.live) == ("in_progress", "", False)
    assert every_public_answer() == before


def test_a_worker_that_died_after_the_run_does_not_run_it_again(suspicious: Site) -> None:
    made = publish(decision())
    carry_out_all()
    DeliveryDecision.objects.update(state="waiting", result="", run=None)
    runs = FeedRun.objects.count()

    carry_out(DeliveryDecision.objects.get())

    made.refresh_from_db()
    assert (made.state, FeedRun.objects.count()) == ("done", runs)
    assert made.run == Decision.objects.get().run


def test_an_approved_decision_can_t_be_edited_or_repeated(suspicious: Site) -> None:
    made = publish(decision())
    carry_out_all()
    made.refresh_from_db()

    with pytest.raises(ValidationError, match="approved already"):
        made.full_clean()
    with pytest.raises(NotApprovedError, match="stays decided"):
        withdrawal.propose(thing=made, by=maker(), reason="tidy up")

    made.refresh_from_db()
    assert (made.state, carry_out_all(), Decision.objects.count()) == ("done", 0, 1)


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("release", "DEMO-20261118-01", "doesn't wait for a release"),
        ("roll_back", "DEMO-20261119-01", "never public"),
        ("publish", "DEMO-20261119-01", "came through the feed"),
    ],
)
def test_only_what_is_possible_can_be_proposed(suspicious: Site, kind: str, name: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        decision(kind, about=delivery(name)).full_clean()


def test_the_run_s_page_leads_to_the_proposal_with_its_delivery_filled_in(
    suspicious: Site, maker_s_browser: Client, checker_s_browser: Client
) -> None:
    run = delivery().runs.get()
    page = reverse("wagtailsnippets_fundfeed_feedrun:inspect", args=[run.pk])
    address = f"{reverse(ADD)}?kind=release&amp;delivery={delivery().pk}"

    proposer, decider = maker_s_browser.get(page), checker_s_browser.get(page)
    form = maker_s_browser.get(address.replace("&amp;", "&")).content.decode()

    assert address in proposer.content.decode()
    assert address not in decider.content.decode()
    assert f'<option value="{delivery().pk}" selected>' in form
    assert "Suspicious: to release or reject" in form


def test_the_preview_shows_what_would_change_and_writes_nothing(suspicious: Site, checker_s_browser: Client) -> None:
    made = decision()
    state = submit(made)
    before = FeedRun.objects.count()

    page = checker_s_browser.get(
        reverse("wagtailsnippets_feeds_deliverydecision:workflow_preview", args=[made.pk, state.task_id])
    )

    shown = page.content.decode()
    assert page.status_code == 200
    assert "What would change in public" in shown
    assert "DEM00002" in shown
    assert FeedRun.objects.count() == before


def test_the_result_stands_on_the_decision(suspicious: Site, maker_s_browser: Client) -> None:
    made = publish(decision())
    carry_out_all()

    page = maker_s_browser.get(reverse("wagtailsnippets_feeds_deliverydecision:edit", args=[made.pk]))

    assert "Carried out" in page.content.decode()
    assert "released" in page.content.decode()
