"""Those who answer see the queue by its clocks, and act on a request; everybody else sees one's own."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.accounts.models import User
from cms.cases.breaches import tell_of_breaches
from cms.support import queue_view
from cms.support.models import SupportRequest
from cms.support.services import Asked, hand_to, open_request, set_priority
from fundfeed.models import Message
from tests.factories.audit import events
from tests.factories.moderation import person, publish
from tests.factories.support import article

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def olga() -> User:
    return person("olga", "System operator")


@pytest.fixture
def ian() -> User:
    return person("ian", "IT operator")


def request(*, at: datetime | None = None, **said: Any) -> SupportRequest:
    filled = {"category": "fund", "description": "It can't be right.", "email": "ann@example.org"}
    return open_request(asked=Asked(**(filled | said)), at=at or timezone.now())


def at_screen(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(asked: SupportRequest) -> str:
    return f"/admin/support/requests/{asked.case.number}/"


def act(user: User, asked: SupportRequest, action: str, **said: str) -> str:
    answer = at_screen(user).post(address(asked), {"action": action} | said, follow=True)
    asked.refresh_from_db()
    asked.case.refresh_from_db()
    return answer.content.decode()


def numbers(page: str) -> list[str]:
    return re.findall(r'class="support-number">(FR-\d{4}-\d{4})<', page)


def test_the_queue_begins_with_the_clock_that_ends_first_and_says_which_is_late(olga: User) -> None:
    later, late = request(), request(at=timezone.now() - 5 * HOUR)
    urgent = request(at=timezone.now() - HOUR)

    page = at_screen(olga).get("/admin/support/requests/").content.decode()

    assert numbers(page) == [one.case.number for one in (late, urgent, later)]
    assert re.findall(r'support-late">([^<]+)<', page) == ["response 1 h late"]


def test_a_long_queue_is_cut_behind_its_most_urgent(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_view, "MOST", 1)
    for number in range(3):
        request(at=NOW - number * HOUR)
    oldest = request(at=NOW - 9 * HOUR)
    for number in range(3):
        request(at=NOW + number * HOUR)

    assert numbers(at_screen(olga).get("/admin/support/requests/").content.decode()) == [oldest.case.number]


def test_the_queue_asks_as_much_for_twelve_as_for_two(olga: User) -> None:
    client = at_screen(olga)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/admin/support/requests/")
        return len(asked)

    request(), request()
    queries()
    few = queries()
    for number in range(10):
        request(email=f"ann{number}@example.org")

    assert queries() == few


def test_colleagues_ask_in_the_admin_and_see_their_own_requests_only(olga: User) -> None:
    mia, foreign = person("mia", "Marketing"), request()
    client = at_screen(mia)

    opened = client.post(
        "/admin/support/requests/new/",
        {"category": "account", "priority": "P2", "description": "My banner isn't saved.", "expected": "A banner"},
    )

    own = SupportRequest.objects.get(colleague=mia)
    page = client.get("/admin/support/requests/").content.decode()
    assert opened["Location"] == address(own)
    assert (own.email, own.case.priority, own.expected) == ("mia@example.org", "P2", "A banner")
    assert numbers(page) == [own.case.number]
    assert "My banner isn&#x27;t saved." in client.get(address(own)).content.decode()
    assert client.get(address(foreign)).status_code == 404
    assert client.post(address(own), {"action": "take"}).status_code == 302
    assert own.case.owner is None


def test_an_answer_goes_out_by_mail_stops_the_response_clock_and_names_who_has_it(olga: User) -> None:
    asked = request()

    act(olga, asked, "answer", text="It is the share class in dollars.", waits="yes")

    letter = Message.objects.filter(recipients=["ann@example.org"]).latest("pk")
    assert "It is the share class in dollars." in letter.text
    assert (asked.case.state, asked.case.owner) == ("waiting", olga)
    assert asked.case.responded_at is not None
    assert asked.case.paused_since is not None


def test_a_request_is_handed_to_the_second_tier_with_a_reason_and_the_clock_of_that_tier(olga: User, ian: User) -> None:
    asked = request()
    act(olga, asked, "priority", priority="P2", reason="Many ask for it.")

    refused = act(olga, asked, "tier", tier="L2", reason=" ")
    act(olga, asked, "tier", tier="L2", reason="The log says that the import failed.")

    mail = Message.objects.filter(recipients=["ian@example.org"]).latest("pk")
    assert "Say why." in refused
    assert (asked.case.track, asked.case.owner) == ("L2", None)
    assert asked.case.response_time == 2 * HOUR
    assert "Handed to L2" in mail.subject
    assert "The log says that the import failed." in mail.text


@pytest.mark.parametrize(
    ("tier", "priority", "hours"),
    [("L1", "P2", 4), ("L2", "P2", 2), ("L2", "P4", 8), ("L3", "P1", 1), ("L3", "P2", 4)],
)
def test_each_tier_has_its_own_time_to_respond(olga: User, tier: str, priority: str, hours: int) -> None:
    asked = request()
    set_priority(request=asked, priority=priority, by=olga, at=NOW, reason="So it is")
    if tier != "L1":
        hand_to(request=asked, tier=tier, by=olga, at=NOW, reason="They know")

    asked.case.refresh_from_db()

    assert asked.case.response_time == hours * HOUR


def test_a_late_response_is_told_once_and_escalated_to_administrators(olga: User, ian: User) -> None:
    person("ada", "System administrator")
    asked = request(at=NOW - 7 * HOUR)

    told = tell_of_breaches(at=NOW)

    about = Message.objects.filter(thread=f"case-{asked.case.number}", subject__contains="overdue")
    assert told == 2
    assert {address for mail in about for address in mail.recipients} == {
        *("olga@example.org", "ian@example.org", "ada@example.org"),
    }
    assert tell_of_breaches(at=NOW) == 0


def test_whoever_asked_is_told_that_it_is_solved_and_that_it_is_taken_up_again(olga: User) -> None:
    asked = request()

    act(olga, asked, "move", to="solved")
    act(olga, asked, "move", to="closed")
    act(olga, asked, "move", to="working")

    letters = Message.objects.filter(recipients=["ann@example.org"]).order_by("pk").values_list("subject", flat=True)
    assert [subject.partition("] ")[2] for subject in letters] == [
        "We have your request",
        "Your request is solved",
        "Your request is closed",
        "We work on your request again",
    ]
    assert asked.case.closed_at is None


def test_a_step_that_cannot_follow_says_why(olga: User) -> None:
    asked = request()
    act(olga, asked, "move", to="closed")

    page = act(olga, asked, "move", to="solved")

    assert "that can&#x27;t follow now" in page
    assert asked.case.state == "closed"


def test_a_request_is_linked_to_an_incident_and_an_article(olga: User) -> None:
    publish(article())
    asked = request()

    page = act(olga, asked, "link", incident="INC-2026-0003", article="find-a-fund")

    assert "INC-2026-0003" in page
    assert "/admin/support/articles/find-a-fund/" in page
    assert "Linked to INC-2026-0003, article find-a-fund." in page


def test_a_request_is_linked_to_no_article_that_nobody_approved(olga: User) -> None:
    asked = request()

    page = act(olga, asked, "link", article="no such/article")

    assert "No article is approved" in page
    assert asked.article == ""


def test_who_looked_at_a_request_stands_in_the_audit_trail(olga: User) -> None:
    at_screen(olga).get(address(request()))

    (event,) = events("personal_data.looked_at")
    assert (event.actor, event.label) == ("olga", "a request for help")


def test_notes_are_for_those_who_answer() -> None:
    olga, mia = person("olga", "System operator"), person("mia", "Marketing")
    asked = open_request(
        asked=Asked(category="other", description="Help", email=mia.email), at=timezone.now(), colleague=mia
    )
    act(olga, asked, "note", text="The second this week.")

    assert "The second this week." in at_screen(olga).get(address(asked)).content.decode()
    assert "The second this week." not in at_screen(mia).get(address(asked)).content.decode()
