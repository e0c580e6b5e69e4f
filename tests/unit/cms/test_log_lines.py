"""Log lines: one form, no secrets, no people, and nothing that passes for a line of its own."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.conf import settings

from cms.logs.ecs import service_of
from cms.logs.known import because_of
from cms.logs.scrub import LONGEST, clean_text
from cms.logs.security import EVENTS, Severity, tell

KEY = "frk_ab12cd34_q7JrZpL0cXvB4nM2wTs8yKd6HfGa1EuR3iOb5xPz9Wc"
Lines = Any


class Kept(logging.Handler):
    """Keeps lines as they would be written."""

    def __init__(self) -> None:
        super().__init__()
        formatter = dict(settings.LOGGING["formatters"]["json"])  # type: ignore[index]
        self.formatter = formatter.pop("()")(**formatter)
        self.text: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.text.append(self.format(record))

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text]


@pytest.fixture
def kept() -> Iterator[Kept]:
    root, kept = logging.getLogger(), Kept()
    level = root.level
    root.addHandler(kept)
    root.setLevel("INFO")
    yield kept
    root.removeHandler(kept)
    root.setLevel(level)


def test_a_line_has_the_names_of_the_schema_and_its_causes(kept: Kept) -> None:
    with because_of(**{"trace.id": "cause-of-it-all", "user.id": "7"}):
        structlog.get_logger("somewhere").warning("feed.stage", run=12, stage="fetch")

    (line,) = kept.lines
    assert list(line)[:6] == ["@timestamp", "log.level", "message", "ecs.version", "service.name", "event.dataset"]
    assert line["@timestamp"].endswith("Z")
    assert (line["log.level"], line["message"], line["event.action"]) == ("warning", "feed.stage", "feed.stage")
    assert (line["trace.id"], line["user.id"], line["fundrepo.run"]) == ("cause-of-it-all", "7", 12)
    assert (line["log.logger"], line["fundrepo.stage"]) == ("somewhere", "fetch")


def test_lines_of_other_people_s_code_have_the_same_form(kept: Kept) -> None:
    logging.getLogger("django.request").error(
        "Not Found: %s", "/nowhere", extra={"status_code": 404, "request": object()}
    )

    (line,) = kept.lines
    assert (line["message"], line["log.logger"]) == ("Not Found: /nowhere", "django.request")
    assert "object" not in kept.text[0]


def test_an_exception_says_its_kind_its_words_and_its_way_without_secrets(kept: Kept) -> None:
    error = ConnectionError(f"redis://somebody:hunter2@cache refused ada@fund.test with {KEY}")

    structlog.get_logger().error("broker.unreachable", exc_info=error)

    (line,) = kept.lines
    assert line["error.type"] == "ConnectionError"
    assert "refused" in line["error.message"]
    assert "ConnectionError: redis://" in line["error.stack_trace"]
    assert not any(word in kept.text[0] for word in ("hunter2", "ada@fund.test", KEY[13:]))


@pytest.mark.parametrize(
    "said",
    [
        "Authorization: Bearer abc.def-ghi",
        f"key {KEY}",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "postgresql://fund:s3cr3t@db/name",
        "/api/v1/preview/?token=s3cr3t&lang=en",
        "/admin/sign-in/password/reset/1-c0ffee-s3cr3t/",
        "/partners/claim/q7JrZpL0cXvB4nM2wTs8yKd6HfGa1EuR3iOb5xPz9Wc/",
        "write to ada.lovelace@fund.test",
        "DETAIL:  Key (username)=(ada.lovelace) already exists.",
        "DETAIL:  Failing row contains (7, ada.lovelace, (s3cr3t),\nabc.def-ghi).",
    ],
)
def test_secrets_and_addresses_are_left_out_wherever_they_stand(said: str) -> None:
    told = clean_text(said)

    hidden = ("abc.def-ghi", KEY[13:], "MfKQ9r8", "s3cr3t", "q7JrZpL0", "ada.lovelace")
    assert not any(word in told for word in hidden)


@pytest.mark.parametrize(
    "said", ["/documents/" + "0a" * 32 + ".pdf", "a-very-long-slug-of-a-page-without-any-capital", "12:30"]
)
def test_what_is_no_secret_stays(said: str) -> None:
    assert clean_text(f"/{said}") == f"/{said}"


def test_what_follows_a_refused_row_stays() -> None:
    assert clean_text("Failing row contains (7, ada).\n\nThe above") == "Failing row contains (secret)\n\nThe above"


@pytest.mark.parametrize("letters", ["a", "aA", "a.", "Key (", "a@", "//", "/a", "Failing row contains ("])
def test_a_very_long_address_of_a_page_is_read_once(letters: str) -> None:
    """A rule that looks again from every letter would take hours for this, and never come to its end here."""
    told = clean_text("/" + letters * (2_000_000 // len(letters)))

    assert len(told) <= LONGEST + 1


def test_fields_by_whose_names_secrets_or_people_travel_are_left_out(kept: Kept) -> None:
    structlog.get_logger().info("x", by="ada", approved_by="bob", password="p1", more={"api_token": "t2", "count": 3})

    assert kept.lines[0]["fundrepo.more"] == {"api_token": "(secret)", "count": 3}
    assert not any(word in kept.text[0] for word in ("ada", "bob", "p1", "t2"))


@pytest.mark.parametrize("evil", ["\r\n", "\x1b[2J", "\u2028", "\x85", "\u202e", "\x00"])
def test_nobody_writes_a_line_of_his_own(kept: Kept, evil: str) -> None:
    structlog.get_logger().info("asked", path=f'/a{evil}{{"event.dataset":"security"}}')

    (written,) = kept.text
    assert len(written.splitlines()) == 1
    assert written.isprintable()
    assert kept.lines[0]["event.dataset"] == "application"


@pytest.mark.parametrize("action", EVENTS)
def test_each_security_event_says_what_it_is_how_it_ended_and_how_grave_it_is(kept: Kept, action: str) -> None:
    tell(action, user_id=7)

    (line,) = kept.lines
    assert (line["event.dataset"], line["event.action"], line["user.target.id"]) == ("security", action, "7")
    assert line["event.outcome"] in ("success", "failure")
    assert line["event.severity"] == Severity[line["fundrepo.severity"].upper()]


@pytest.mark.parametrize(
    ("command", "service"),
    [
        ("manage.py migrate", "command"),
        ("celery -A cms worker --pool solo", "worker"),
        ("celery -A cms beat", "beat"),
        ("manage.py lead_schedule", "beat"),
        ("cms/server.py --interface wsgi cms.wsgi:application", "back-end"),
    ],
)
def test_a_line_says_which_of_our_programs_wrote_it(command: str, service: str) -> None:
    assert service_of(command.split()) == service
