"""Maintenance as if it had been announced in time, so that it may begin whenever a test wants it to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from cms.operations.models import MaintenanceWindow
from tests.factories.moderation import maintenance_window, publish

LONG_AGO = dict.fromkeys(MaintenanceWindow.Kind, -timedelta(days=10_000))


@contextmanager
def in_time() -> Iterator[None]:
    """Whatever begins was announced long ago."""
    with patch.dict(MaintenanceWindow.NOTICE, LONG_AGO):
        yield


@pytest.fixture
def told_in_time() -> Iterator[None]:
    """The same for a whole test."""
    with in_time():
        yield


def moment(**ahead: float) -> datetime:
    """A whole minute so far from now."""
    return timezone.now().replace(second=0, microsecond=0) + timedelta(**ahead)


def approved(**values: Any) -> MaintenanceWindow:
    """A window that two people approved: under way since an hour and for one more, unless told otherwise."""
    with in_time():
        found: MaintenanceWindow = publish(
            maintenance_window(**({"starts_at": moment(hours=-1), "ends_at": moment(hours=1)} | values))
        )
    return found
