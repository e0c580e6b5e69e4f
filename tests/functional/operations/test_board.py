"""The operations dashboard: what isn't well comes first, with its age, what to do, and the way to mend it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.operations.models import CheckResult
from tests.functional.admin.conftest import SignIn, sign_in

__all__ = ["sign_in"]
BOARD = "/admin/operations/"


def kept(name: str, state: str, sentence: str, **values: Any) -> None:
    now = timezone.now()
    stated = {"name": name, "state": state, "sentence": sentence, "since": now, "checked_at": now, "seconds": 0.1}
    CheckResult.objects.create(**(stated | values))


def test_what_is_wrong_comes_first_with_its_age_and_what_to_do(sign_in: SignIn) -> None:
    kept("beat", "ok", "The last round was 1 min ago.")
    kept("approvals", "warn", "3 submissions to decide about.", value=30, measure="approval_hours")
    kept(
        "workers", "bad", "No worker serves this queue.", subject="webhooks", since=timezone.now() - timedelta(hours=3)
    )
    kept("halts", "ok", "The last run ended as applied.", subject="DEMO")

    page = sign_in("System operator").get(BOARD).content.decode()

    assert "1 wrong, 1 to look at" in page
    assert page.index("No worker serves this queue.") < page.index("3 submissions to decide about.")
    assert "For 3 h, since" in page
    assert "Start the worker of that queue." in page
    assert 'href="/admin/review/"' in page
    assert "aim 8, look at it from 24, wrong from 72 h" in page
    assert "The last run ended as applied." in page


def test_old_results_are_not_taken_for_the_present(sign_in: SignIn) -> None:
    kept("beat", "ok", "The last round was 1 min ago.", checked_at=timezone.now() - timedelta(minutes=10))
    client = sign_in("IT operator")

    pages = [client.get(address).content.decode() for address in (BOARD, "/admin/")]

    assert all("Nobody is looking" in page for page in pages)
    assert all("All is well" not in page for page in pages)


def test_an_installation_that_just_started_says_so_and_raises_no_alarm(sign_in: SignIn) -> None:
    client = sign_in("IT operator")

    pages = [client.get(address).content.decode() for address in (BOARD, "/admin/")]

    assert all("Just started" in page for page in pages)
    assert all("Nobody is looking" not in page and "badge--bad" not in page for page in pages)


@pytest.mark.parametrize(
    ("role", "status"),
    [("IT operator", 200), ("Auditor", 200), ("Marketing", 302), ("Information provider", 404)],
)
def test_the_dashboard_is_for_those_who_operate(sign_in: SignIn, role: str, status: int) -> None:
    client = sign_in(role)

    assert client.get(BOARD).status_code == status
    assert ("Open the dashboard" in client.get("/admin/").content.decode()) == (status == 200)


def test_the_dashboard_asks_as_much_for_thirty_providers_as_for_three(sign_in: SignIn) -> None:
    client = sign_in("System operator")

    def queries(numbers: range) -> int:
        for number in numbers:
            kept("halts", "bad", "Halted.", subject=f"P{number}")
            kept("holds", "ok", "Nothing is held back.", subject=f"P{number}")
        client.get(BOARD)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(BOARD).status_code == 200
        return len(asked)

    three = queries(range(3))

    assert queries(range(3, 30)) == three
