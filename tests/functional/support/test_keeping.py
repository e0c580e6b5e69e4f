"""What people wrote is kept as long as the setting says; another ticket system is told where one is named."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from django.utils.dateformat import format as date

from cms.cases.errors import NotAllowedError
from cms.cases.models import CaseEntry
from cms.partners.webhook_body import signed_headers
from cms.privacy.exporting import copy_of
from cms.privacy.register import NotAllForgottenError
from cms.support import retention
from cms.support.handing_over import MOST_ATTEMPTS, ROUND, tell_waiting
from cms.support.models import HandOver, SupportMessage, SupportRequest
from cms.support.queue import lines
from cms.support.retention import close_solved, erase_of, forget
from cms.support.services import Asked, answer, hand_over_again, hear, move, note, open_request, take
from fundfeed.models import Message
from fundfeed.services import forget_messages
from tests.factories.moderation import person
from tests.factories.receivers import receiving

pytestmark = pytest.mark.django_db
NOW = timezone.now()
KEY = "whsec_" + "c2VjcmV0" * 4
DAY = timedelta(days=1)


def request(**said: Any) -> SupportRequest:
    filled = {"category": "fund", "description": "My own words", "email": "ann@example.org", "name": "Ann"}
    return open_request(asked=Asked(**(filled | said)), at=NOW)


def test_what_is_solved_closes_by_itself_when_nobody_comes_back() -> None:
    silent, fresh = request(), request()
    move(request=silent, to="solved", by=None, at=NOW)
    move(request=fresh, to="solved", by=None, at=NOW + 3 * DAY)

    closed = close_solved(at=NOW + 15 * DAY)

    for one in (silent, fresh):
        one.case.refresh_from_db()
    assert closed == 1
    assert (silent.case.state, fresh.case.state) == ("closed", "solved")


def test_all_that_was_written_is_erased_when_its_time_is_over_and_the_number_stays() -> None:
    old, young, never_closed = request(), request(), request()
    answer(request=old, text="Ann, look at the share class.", by=person("olga", "System operator"), at=NOW)
    move(request=old, to="closed", by=None, at=NOW)
    move(request=young, to="closed", by=None, at=NOW + 5 * DAY)

    erased = forget(NOW + DAY)

    for one in (old, young, never_closed):
        one.refresh_from_db()
    assert erased == 1
    assert [getattr(old, name) for name in SupportRequest.PERSONAL] == [""] * len(SupportRequest.PERSONAL)
    assert not SupportMessage.objects.filter(request=old).exists()
    assert not Message.objects.filter(thread=f"support-{old.case.number}").exists()
    assert (young.name, never_closed.name) == ("Ann", "Ann")
    last = CaseEntry.objects.filter(case=old.case).latest("pk")
    assert last.words == "What was written about this was erased by policy, since its time was over."
    assert forget(NOW + DAY) == 0


def test_list_and_page_of_an_erased_request_say_since_when_and_why(client: Client) -> None:
    old = request()
    move(request=old, to="closed", by=None, at=NOW)
    forget(NOW + DAY)
    client.force_login(person("olga", "System operator"))

    screens = [
        client.get(f"/admin/support/requests/{path}").content.decode()
        for path in ("?state=closed", f"{old.case.number}/")
    ]

    since = f"closed, erased on {date(timezone.localtime(), 'j M Y')}"
    assert [since in screen for screen in screens] == [True, True]
    assert "was erased by policy, since its time was over." in screens[1]


def test_an_erased_request_is_not_taken_up_again() -> None:
    old = request()
    move(request=old, to="closed", by=None, at=NOW)
    forget(NOW + DAY)

    olga, later = person("olga", "System operator"), NOW + 31 * DAY
    for act in (
        lambda: move(request=old, to="working", by=None, at=later),
        lambda: take(request=old, by=olga, at=later),
        lambda: note(request=old, text="I look at it", by=olga, at=later),
    ):
        with pytest.raises(NotAllowedError, match="was erased"):
            act()


def test_without_a_setting_nobody_else_is_told() -> None:
    hear(request=request(), text="More", at=NOW)

    assert not HandOver.objects.exists()


def test_the_own_ticket_system_is_told_by_mail(settings: Any) -> None:
    settings.SUPPORT_HAND_OVER = "mailto:desk@example.org"
    asked = request(fund_id="DEM00001")

    told = tell_waiting(at=NOW)

    mail = Message.objects.get(recipients=["desk@example.org"])
    assert told == 1
    assert mail.subject == f"[{asked.case.number}] opened: A fund or a figure: DEM00001"
    assert "description: My own words" in mail.text
    assert tell_waiting(at=NOW) == 0


def test_the_own_ticket_system_is_told_by_a_signed_webhook_until_it_takes_it(settings: Any) -> None:
    later = NOW + timedelta(hours=1)
    with receiving() as receiver:
        settings.SUPPORT_HAND_OVER, settings.SUPPORT_HAND_OVER_KEY = receiver.url, KEY
        settings.WEBHOOKS_ON_THIS_MACHINE = True
        asked, receiver.status = request(), 503
        refused = tell_waiting(at=NOW)
        receiver.status = 200

        taken = tell_waiting(at=later)

    _, again = receiver.messages
    said, message = json.loads(again.body), again.headers["webhook-id"]
    signed = signed_headers(message=message, timestamp=int(later.timestamp()), body=again.body, secrets=[KEY])
    assert (refused, taken) == (0, 1)
    assert (said["type"], said["data"]["number"]) == ("support.opened", asked.case.number)
    assert signed.items() <= again.headers.items()


def test_a_look_tells_so_many_and_the_next_one_goes_on_even_when_none_was_taken(settings: Any) -> None:
    settings.SUPPORT_HAND_OVER, settings.SUPPORT_HAND_OVER_KEY = "https://127.0.0.1/desk", KEY
    settings.WEBHOOKS_ON_THIS_MACHINE = False
    for _ in range(ROUND + 2):
        request()

    tried = [tell_waiting(at=NOW) or HandOver.objects.filter(attempts=1).count() for _ in range(2)]

    assert tried == [ROUND, ROUND + 2]


def test_an_inner_address_is_never_sent_to(settings: Any) -> None:
    settings.SUPPORT_HAND_OVER, settings.SUPPORT_HAND_OVER_KEY = "https://127.0.0.1/desk", KEY
    settings.WEBHOOKS_ON_THIS_MACHINE = False
    request()

    told = tell_waiting(at=NOW)

    assert told == 0
    assert "isn't public" in HandOver.objects.get().last_error


def test_a_hand_over_that_is_never_taken_is_told_and_can_be_tried_again(settings: Any) -> None:
    olga, at = person("olga", "System operator"), NOW
    with receiving() as receiver:
        settings.SUPPORT_HAND_OVER, settings.SUPPORT_HAND_OVER_KEY = receiver.url, KEY
        settings.WEBHOOKS_ON_THIS_MACHINE = True
        asked, receiver.status = request(), 503
        HandOver.objects.update(attempts=MOST_ATTEMPTS - 2)
        for _ in range(3):
            tell_waiting(at=at)
            at += timedelta(hours=7)
        mail = Message.objects.get(subject__contains="Not handed over")
        (line,) = lines(SupportRequest.objects.select_related("case"), at=at)
        again = hand_over_again(request=asked, by=olga, at=at)
        with pytest.raises(NotAllowedError, match="Nothing of it was given up"):
            hand_over_again(request=asked, by=olga, at=at)
        receiver.status = 200
        taken = tell_waiting(at=at)

    written = asked.case.entries.filter(action__in=("given_up", "handed_over"))
    assert (len(receiver.messages), mail.recipients) == (3, ["olga@example.org"])
    assert line.is_given_up
    assert (again, taken) == (1, 1)
    assert [entry.words for entry in written] == [
        "The other ticket system didn't take “opened”: given up after 19 attempts.",
        "Handed over again to the other ticket system.",
    ]


def test_one_request_that_cannot_be_erased_keeps_no_other_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stubborn, other = request(), request()
    for one in (stubborn, other):
        move(request=one, to="closed", by=None, at=NOW)

    def refuse_one(*, thread: str) -> int:
        if thread.endswith(stubborn.case.number):
            raise OSError("no such disk")
        return forget_messages(thread=thread)

    monkeypatch.setattr(retention, "forget_messages", refuse_one)

    with pytest.raises(NotAllForgottenError, match=stubborn.case.number) as told:
        forget(NOW + DAY)

    for one in (stubborn, other):
        one.refresh_from_db()
    assert (told.value.removed, stubborn.name, other.name) == (1, "Ann", "")


@pytest.mark.parametrize("table", ["support_supportmessage", "support_handover", "support_supportrequest"])
def test_nothing_of_a_request_goes_before_it_is_erased(settings: Any, table: str) -> None:
    settings.SUPPORT_HAND_OVER = "mailto:desk@example.org"
    asked = request()
    answer(request=asked, text="Look at the share class.", by=person("olga", "System operator"), at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of tables

    assert asked.messages.exists()


def test_whoever_asks_to_be_erased_loses_what_was_written_about_closed_requests_at_once() -> None:
    mia = person("mia", "Marketing")
    closed, still_open, foreign = request(email="MIA@example.org"), request(email=mia.email), request()
    move(request=closed, to="closed", by=None, at=NOW)
    move(request=foreign, to="closed", by=None, at=NOW)

    erase_of(mia)

    for one in (closed, still_open, foreign):
        one.refresh_from_db()
    assert "because the person asked" in CaseEntry.objects.filter(case=closed.case).latest("pk").words
    assert [one.erased_at is not None for one in (closed, still_open, foreign)] == [True, False, False]


def test_a_copy_of_what_is_kept_of_a_person_has_the_words_of_their_requests_and_nobody_else_s() -> None:
    mia = person("mia", "Marketing")
    mine, erased = request(email="MIA@example.org"), request(email=mia.email, description="Long gone")
    answer(request=mine, text="Mia, look at the share class.", by=person("olga", "System operator"), at=NOW)
    request(description="Somebody else's")
    move(request=erased, to="closed", by=None, at=NOW)
    forget(NOW + DAY)

    copy = copy_of(mia).decode()

    assert "My own words" in copy
    assert "Mia, look at the share class." in copy
    assert "Long gone" not in copy
    assert "Somebody else's" not in copy
