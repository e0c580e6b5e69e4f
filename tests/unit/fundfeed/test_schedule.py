"""When a provider's feed is due, at every hour of a day."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from fundfeed.records.schedule import Attempt, Schedule, is_due

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
SCHEDULE = Schedule(expected_at=time(6), cut_off=time(9), time_zone="Asia/Hong_Kong")


def at(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HONG_KONG)


def attempt(when: datetime, outcome: str = "halted", reason: str = "not_delivered") -> Attempt:
    return Attempt(finished_at=when, outcome=outcome, reason=reason)


def test_a_delivery_is_expected_at_its_hour_in_the_provider_s_zone() -> None:
    assert SCHEDULE.last_expected(at(6)) == at(6)
    assert SCHEDULE.last_expected(at(5, 59)) == at(6, day=19)


def test_a_feed_that_was_never_tried_since_is_due_so_that_a_missed_run_is_made_good() -> None:
    assert is_due(SCHEDULE, at(17), [], has_delivered=False)


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (6, 30), (9, 30)])
def test_pauses_grow_while_nothing_is_delivered(tries: int, minutes: int) -> None:
    attempts = [attempt(at(6, 30))] * tries

    assert not is_due(SCHEDULE, at(6, 30) + timedelta(minutes=minutes, seconds=-1), attempts, has_delivered=False)
    assert is_due(SCHEDULE, at(6, 30) + timedelta(minutes=minutes), attempts, has_delivered=False)


def test_a_run_whose_worker_was_lost_is_taken_up_at_once_but_not_twice_in_a_row() -> None:
    lost = Attempt(finished_at=at(6, 30), outcome="failed", reason="", is_interrupted=True)

    assert is_due(SCHEDULE, at(6, 30), [lost], has_delivered=False)
    assert is_due(SCHEDULE, at(6, 30), [lost, attempt(at(6, 30)), lost], has_delivered=True)
    assert not is_due(SCHEDULE, at(6, 31), [lost, lost], has_delivered=False)
    assert is_due(SCHEDULE, at(6, 32), [lost, lost], has_delivered=False)


def test_after_the_cut_off_it_is_tried_once_an_hour() -> None:
    attempts = [attempt(at(9, 30))]

    assert not is_due(SCHEDULE, at(10, 29), attempts, has_delivered=False)
    assert is_due(SCHEDULE, at(10, 30), attempts, has_delivered=False)


def test_yesterday_s_delivery_still_on_the_site_is_no_delivery_of_today() -> None:
    attempts = [attempt(at(6), "unchanged", "")]

    assert is_due(SCHEDULE, at(6, 1), attempts, has_delivered=False)
    assert not is_due(SCHEDULE, at(8), attempts, has_delivered=True)


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("applied", ""),
        ("halted", "unreadable"),
        ("halted", "inconsistent"),
        ("awaiting_release", "suspicious"),
    ],
)
def test_what_trying_again_can_t_help_is_not_tried_again(outcome: str, reason: str) -> None:
    assert not is_due(SCHEDULE, at(12), [attempt(at(6), outcome, reason)], has_delivered=True)


def test_a_run_that_broke_off_is_tried_again() -> None:
    assert is_due(SCHEDULE, at(6, 2), [attempt(at(6), "failed", "")], has_delivered=True)


def test_a_cut_off_after_midnight_belongs_to_the_evening_before() -> None:
    nightly = Schedule(expected_at=time(22), cut_off=time(2), time_zone="Asia/Hong_Kong")

    assert not nightly.is_past_cut_off(at(23))
    assert not nightly.is_past_cut_off(at(1, day=21))
    assert nightly.is_past_cut_off(at(2, day=21))
