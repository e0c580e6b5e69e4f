"""Moments that come during a test: far enough ahead for this machine, and waited for."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

PATIENCE_SECONDS = 300  # only what never comes is waited for that long
LEADS = (1, 2, 4, 8, 16, 32, 64, 128)  # seconds; a busy machine takes the longer ones
Made = TypeVar("Made")


def in_time(make: Callable[[datetime], Made]) -> Made:
    """What `make` makes for a moment that is soon, and still to come when it is made; what came too late is undone."""
    for seconds in LEADS:
        moment = timezone.now() + timedelta(seconds=seconds)
        try:
            with transaction.atomic():
                made = make(moment)
                is_late = timezone.now() >= moment
                transaction.set_rollback(is_late)
        except Exception:  # as what is late may be refused
            if timezone.now() < moment:
                raise
        else:
            if not is_late:
                return made
    raise AssertionError("this machine is too slow for any moment")


def wait_until(is_so: Callable[[], object], what: str, *, patience: float = PATIENCE_SECONDS) -> None:
    """Come back when it is so; fail in words when it never is."""
    deadline = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < deadline, f"{what} never came"
        time.sleep(0.05)


def wait_for(moment: datetime | None) -> None:
    """Come back when it is past."""
    assert moment is not None
    while (left := (moment - timezone.now()).total_seconds()) >= 0:
        time.sleep(left + 0.01)
