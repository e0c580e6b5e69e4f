"""Operators see which mails were refused for good, and have them sent again."""

import pytest
from django.test import Client
from django.utils import timezone

from cms.operations.checks.registry import Scene
from cms.operations.checks.waiting import mails
from cms.operations.models.threshold import limits_now
from cms.operations.states import State
from fundfeed.models import Message
from fundfeed.services import post_message
from tests.factories.audit import events
from tests.factories.moderation import person

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/operations/mails/"


@pytest.fixture
def refused() -> Message:
    message = post_message(recipients=["gone@example.org"], subject="A feed halted", text="…")
    message.refused, message.given_up_at = {"gone@example.org": "550 5.1.1 No such mailbox"}, timezone.now()
    message.save()
    return message


def at_screen(name: str, role: str) -> Client:
    client = Client()
    client.force_login(person(name, role))
    return client


def test_what_was_refused_for_good_is_shown_with_the_answer_and_sent_again(refused: Message) -> None:
    client = at_screen("olga", "System operator")

    page = client.get(ADDRESS).content.decode()
    answers = [client.post(ADDRESS, {"mail": refused.pk}, follow=True).content.decode() for _ in range(2)]

    refused.refresh_from_db()
    assert all(words in page for words in ("A feed halted", "gone@example.org", "550 5.1.1 No such mailbox"))
    assert "It is sent again" in answers[0]
    assert "Nobody refuses it any more" in answers[1]
    assert (refused.refused, refused.given_up_at, refused.still_to_tell) == ({}, None, ["gone@example.org"])
    assert [event.actor for event in events("mail.sent_again")] == ["olga"]


def test_who_only_looks_sends_nothing_again_and_others_see_nothing(refused: Message) -> None:
    auditor = at_screen("aud", "Auditor")

    assert "Send again" not in auditor.get(ADDRESS).content.decode()
    assert auditor.post(ADDRESS, {"mail": refused.pk}).status_code != 200
    assert at_screen("mia", "Marketing").get(ADDRESS).status_code == 302
    operator = at_screen("ian", "IT operator")
    assert [operator.post(ADDRESS, {"mail": number}).status_code for number in ("x", "9" * 5000)] == [404, 404]
    refused.refresh_from_db()
    assert refused.given_up_at


def test_a_mail_that_was_refused_for_good_is_told_by_its_check_and_waits_no_more(refused: Message) -> None:
    (result,) = mails(Scene(at=timezone.now(), limits=limits_now()))

    assert (result.state, result.sentence) == (State.WARN, "1 mail of the last day refused for good.")
