"""Whoever asks for help gets a number and a secret link, and neither log nor public learns who it was."""

import re
import time
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.support import limits
from cms.support.models import SupportRequest
from cms.support.services import answer, move
from fundfeed.models import Message
from tests.factories.moderation import person
from tests.factories.public_answers import API, get

pytestmark = pytest.mark.django_db
WORDS = "The figure of 3 November can't be right."


@pytest.fixture(autouse=True)
def uncounted() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def operator() -> Any:
    return person("olga", "System operator")


def opened(ago: int = 10) -> str:
    """A form that was made some seconds ago."""

    class Then(signing.TimestampSigner):
        def timestamp(self) -> str:
            return signing.b62_encode(int(time.time()) - ago)

    return Then(sep=".", salt="cms.support.form").sign(token_urlsafe(12))


def send(path: str = "", **said: Any) -> Any:
    return Client().post(f"{API}/support-requests/{path}", said, content_type="application/json")


def ask(**said: Any) -> Any:
    filled = {"form": opened(), "category": "fund", "description": WORDS, "email": "ann@example.org"}
    return send(**(filled | {"fundId": "DEM00001"} | said))


def key_in(mail: Message) -> str:
    found = re.search(r"/support/request\?key=(\S+)", mail.text)
    assert found
    return found[1]


def letters() -> list[Message]:
    return list(Message.objects.filter(recipients=["ann@example.org"]).order_by("pk"))


def test_a_request_has_a_number_a_letter_and_clocks_and_names_nobody_outside_its_own_table() -> None:
    said = ask(name="Ann", locale="zh-Hant", steps="I opened the page.")

    request = SupportRequest.objects.get()
    (letter,) = letters()
    staff = Message.objects.get(recipients=["olga@example.org"])
    assert said.status_code == 201
    assert re.fullmatch(r"FR-\d{4}-0001", said.json()["number"])
    assert (request.case.track, request.case.priority, request.case.state) == ("L1", "P3", "new")
    assert request.case.response_due == request.case.opened_at + timedelta(hours=4)
    assert request.case.title == "A fund or a figure: DEM00001"
    assert "我們已收到您的查詢" in letter.subject
    assert "/zh-hant/support/request?key=" in letter.text
    assert not {"Ann", "ann@example.org", WORDS} & set(re.split(r"\n", letter.text + staff.text))
    assert "figure of 3" not in letter.text + staff.text + str(list(request.case.entries.values()))


def test_its_link_shows_how_it_stands_and_takes_more_words() -> None:
    ask()
    request, helper = SupportRequest.objects.get(), person("olga", "System operator")
    key = key_in(letters()[0])
    answer(request=request, text="Which page?", by=helper, at=timezone.now(), waits=True)

    waiting = send("read/", token=key).json()
    replied = send("reply/", token=key, text="The one about DEM00001.")

    assert (waiting["state"], waiting["canReply"]) == ("waiting", True)
    assert [(one["fromSupport"], one["text"]) for one in replied.json()["messages"]] == [
        (False, WORDS),
        (True, "Which page?"),
        (False, "The one about DEM00001."),
    ]
    assert (replied.status_code, replied.json()["state"]) == (201, "working")
    assert "Which page?" in letters()[1].text
    assert Message.objects.filter(recipients=["olga@example.org"], subject__contains="A new message").count() == 1


def test_a_closed_request_takes_no_words_and_another_token_opens_nothing() -> None:
    ask()
    request = SupportRequest.objects.get()
    key = key_in(letters()[0])
    move(request=request, to="closed", by=None, at=timezone.now())

    assert send("reply/", token=key, text="Wait!").status_code == 409
    assert send("read/", token=key).json()["canReply"] is False
    assert send("read/", token=request.case.number).status_code == 404
    assert send("read/", token=key[:-1] + ("A" if key[-1] != "A" else "B")).status_code == 404


def test_a_form_counts_once() -> None:
    token = opened()

    first, again = ask(form=token), ask(form=token)

    assert first.json() == again.json()
    assert SupportRequest.objects.count() == 1
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"form": "mine.abc.def"}, "isn't one of ours"),
        ({"website": "https://spam.example"}, "`website` must stay empty"),
        ({"email": "ann@"}, "no address of mail"),
        ({"email": '"\x0ca:"@example.org'}, "that we can write to"),
        ({"email": "=?utf-8?q??=@\u00df.org"}, "that we can write to"),
        ({"description": "  "}, "says nothing"),
        ({"description": "x" * 5001}, "5000"),
        ({"category": "weather"}, "category"),
        ({"fundId": "../../etc"}, "fundId"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_no_person_would_send_is_refused_with_the_reason(said: dict[str, str], why: str) -> None:
    refusal = ask(**said)

    assert (refusal.status_code, refusal.json()["code"]) == (400, "invalid_body")
    assert why in refusal.json()["detail"]
    assert not SupportRequest.objects.exists()


@pytest.mark.parametrize(("ago", "why"), [(0, "faster than anybody writes"), (13 * 3600, "too long ago")])
def test_a_form_filled_in_at_once_or_much_later_is_refused(ago: int, why: str) -> None:
    assert why in ask(form=opened(ago)).json()["detail"]


def test_one_address_of_mail_is_written_to_three_times_an_hour_at_most() -> None:
    answers = [ask().status_code for _ in range(limits.FOR_ONE_ADDRESS + 1)]

    refused = ask(email="ANN@example.org")

    assert answers == [201] * limits.FOR_ONE_ADDRESS + [429]
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")


def test_one_network_asks_ten_times_an_hour_at_most() -> None:
    answers = [ask(email=f"ann{number}@example.org").status_code for number in range(limits.FROM_ONE_NETWORK + 1)]

    assert answers == [201] * limits.FROM_ONE_NETWORK + [429]


def test_the_form_says_what_it_accepts_and_nobody_keeps_it() -> None:
    said = Client().get(f"{API}/support-requests/form/")

    assert said["Cache-Control"] == "no-store"
    assert said.json()["categories"] == SupportRequest.Category.values
    assert get("/support-requests/form/")["token"] != said.json()["token"]
