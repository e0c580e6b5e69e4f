"""The status of 90 days: the worst of each day, and what became public on it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fundfeed.models import Delivery, Provider
from tests.factories.maintenance import told_in_time
from tests.factories.moderation import maintenance_window, publish, status_notice
from tests.factories.public_answers import get

__all__ = ["told_in_time"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_in_time")]
HISTORY = "/status/history/"


def noon(days_ago: int) -> datetime:
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)


def applied(*days_ago: int) -> None:
    """One delivery on each of these days."""
    provider, _ = Provider.objects.get_or_create(code="HOUSE", defaults={"name": "The house"})
    for number, days in enumerate(days_ago):
        at, digest = noon(days), f"{number:064}"
        Delivery.objects.create(
            provider=provider, content_digest=digest, data_digest=digest, received_at=at, applied_at=at
        )


def service_by_age() -> dict[int, str]:
    """What the history says of each day, by how many days ago it was."""
    today = timezone.localdate()
    days = get(HISTORY)["days"]
    return {(today - datetime.fromisoformat(day["date"]).date()).days: day["service"] for day in days}


def test_a_day_is_as_bad_as_the_worst_of_it() -> None:
    applied(10)
    publish(status_notice(impact="degraded", began_at=noon(6), resolved_at=noon(4)))
    publish(status_notice(impact="outage", began_at=noon(5), resolved_at=noon(5) + timedelta(hours=1)))
    publish(maintenance_window(starts_at=noon(8), ends_at=noon(8) + timedelta(hours=1)))
    publish(maintenance_window(scope="admin", starts_at=noon(9), ends_at=noon(9) + timedelta(hours=1)))

    service = service_by_age()

    troubled = {age: said for age, said in service.items() if said != "operational"}
    assert troubled == {4: "degraded", 5: "outage", 6: "degraded", 8: "maintenance"}
    assert max(service) == 10


def test_what_ends_at_midnight_leaves_the_next_day_alone() -> None:
    applied(5)
    midnight = noon(2).replace(hour=0)
    publish(status_notice(began_at=noon(3), resolved_at=midnight))

    service = service_by_age()

    assert (service[3], service[2]) == ("degraded", "operational")


def test_a_day_counts_what_became_public_on_it() -> None:
    applied(3, 1, 1)

    history = get(HISTORY)

    assert [day["deliveries"] for day in history["days"]] == [1, 0, 2, 0]
    assert [told["provider"] for told in history["deliveries"]] == ["HOUSE"] * 3


def test_a_long_record_is_told_for_90_days_and_what_is_to_come_not_at_all() -> None:
    applied(200, 89, 90)
    publish(status_notice(title_en="Long ago", began_at=noon(120), resolved_at=noon(100)))
    publish(status_notice(title_en="Not yet", began_at=noon(-3)))
    publish(maintenance_window())

    history = get(HISTORY)

    assert len(history["days"]) == 90
    assert len(history["deliveries"]) == 1
    assert (history["incidents"], history["maintenance"]) == ([], [])


def test_an_empty_record_has_no_days() -> None:
    publish(status_notice(began_at=noon(1)))

    assert get(HISTORY)["days"] == []


def test_more_of_everything_needs_no_more_queries() -> None:
    def asked(**made: Any) -> int:
        publish(status_notice(**made))
        publish(maintenance_window(starts_at=noon(3), ends_at=noon(2)))
        with CaptureQueriesContext(connection) as queries:
            get(HISTORY)
        return len(queries)

    applied(5, 4)

    assert asked(began_at=noon(4)) == asked(began_at=noon(2))
