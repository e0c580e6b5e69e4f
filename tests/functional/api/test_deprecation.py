"""An address ends a year after it was announced, and says so in each answer until then."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from api.manners.deprecation import Ending, ending

OLD = Ending(announced=date(2024, 3, 1), sunset=date(2025, 3, 1), instead="/api/v1/funds/")


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"as ever")


def ask(end: Ending) -> HttpResponse:
    answer = ending(view, end)(RequestFactory().get("/api/v1/old/"))
    assert isinstance(answer, HttpResponse)
    return answer


def test_until_its_end_an_address_answers_as_ever_and_announces_the_day() -> None:
    today = timezone.now().astimezone(UTC).date()

    answer = ask(Ending(announced=today, sunset=today + timedelta(days=365), instead="/api/v1/funds/"))

    midnight = datetime.combine(today, datetime.min.time(), tzinfo=UTC)
    assert (answer.status_code, answer.content) == (200, b"as ever")
    assert answer["Deprecation"] == f"@{int(midnight.timestamp())}"
    assert answer["Sunset"] == (midnight + timedelta(days=365)).strftime("%a, %d %b %Y 00:00:00 GMT")
    assert answer["Link"] == '</api/v1/funds/>; rel="successor-version"'


def test_after_its_end_an_address_is_gone_and_says_what_took_its_place() -> None:
    answer = ask(OLD)

    assert answer.status_code == 410
    assert b'"code":"gone"' in answer.content
    assert b"Ask /api/v1/funds/ instead" in answer.content
    assert answer["Sunset"] == "Sat, 01 Mar 2025 00:00:00 GMT"


def test_nobody_can_announce_an_end_that_comes_too_soon() -> None:
    with pytest.raises(ValueError, match="365 days' notice"):
        Ending(announced=date(2026, 1, 1), sunset=date(2026, 12, 31), instead="/api/v1/funds/")
