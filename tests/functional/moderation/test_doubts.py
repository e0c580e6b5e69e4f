"""What is doubtful is told to who submits and to who decides, in the inbox too, and is never refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.operations.models import MaintenanceWindow
from tests.factories.content import banner
from tests.factories.moderation import maintenance_window, submit

LATER = timezone.now() + timedelta(days=4)


def seen(client: Client, thing: Any) -> tuple[str, str]:
    """What inbox and review say of what waits."""
    state = submit(thing)
    inbox = client.get("/admin/review/").content.decode()
    return inbox, client.get(f"/admin/review/{state.pk}/").content.decode()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"ends_at": LATER + timedelta(hours=26)}, "It lasts 26 hours: longer than a day."),
        ({"ends_at": LATER + timedelta(hours=26)}, "The message in English says 2 hours, From and Until 26 hours."),
        ({"message_zh_hant": "網站暫停3個小時。"}, "The message in Chinese says 3 hours, From and Until 2 hours."),
    ],
)
def test_maintenance_that_is_doubtful(at_checker: Client, values: dict[str, Any], told: str) -> None:
    times = {"starts_at": LATER, "ends_at": LATER + timedelta(hours=2)}

    inbox, review = seen(at_checker, maintenance_window(**(times | values)))

    assert told in inbox
    assert f"Is this meant? {told}" in review


def test_what_is_as_it_should_be_is_not_doubted(at_checker: Client) -> None:
    for page in seen(at_checker, maintenance_window()):
        assert "waiting__doubt" not in page
        assert "Is this meant?" not in page


def test_a_review_says_how_long_it_lasts(at_checker: Client) -> None:
    _, two_hours = seen(at_checker, maintenance_window(starts_at=LATER, ends_at=LATER + timedelta(hours=2)))
    _, twelve_days = seen(at_checker, banner(starts_at=LATER, ends_at=LATER + timedelta(days=12)))
    _, endless = seen(at_checker, banner())

    assert "From its beginning to its end: <strong>2 hours</strong>" in two_hours
    assert "<strong>12 days</strong>" in twelve_days
    assert "From its beginning" not in endless


def test_a_window_that_ended_while_it_waited(at_checker: Client) -> None:
    inbox, review = seen(at_checker, banner(ends_at=timezone.now() - timedelta(minutes=1)))

    assert "Its window is over: nobody would see it." in inbox
    assert "Its window is over: nobody would see it." in review


def test_who_submits_is_told_and_it_waits_all_the_same(at_maker: Client) -> None:
    draft = maintenance_window()
    start = timezone.localtime(LATER)
    values = {
        **{field.name: getattr(draft, field.name) for field in MaintenanceWindow._meta.fields if field.editable},
        "starts_at": f"{start:%Y-%m-%d %H:%M}",
        "ends_at": f"{start + timedelta(hours=30):%Y-%m-%d %H:%M}",
    }
    said = {name: value for name, value in values.items() if value is not None}
    address = reverse("wagtailsnippets_operations_maintenancewindow:edit", args=[draft.pk])

    saved = at_maker.post(address, said, follow=True).content.decode()
    submitted = at_maker.post(address, said | {"action-submit": "1"}, follow=True).content.decode()

    assert "Is this meant?" not in saved
    assert "Is this meant? It lasts 30 hours: longer than a day. Whoever decides is told, too." in submitted
    assert MaintenanceWindow.objects.get().workflow_in_progress
