"""Deliveries in directories, as a provider has them before sending."""

from collections.abc import Callable
from pathlib import Path

import pytest

from infra.deliveries import Delivery, small_delivery, write_delivery

Write = Callable[[Delivery], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a delivery to a directory of its own."""
    count = 0

    def write_to_its_own(delivery: Delivery) -> Path:
        nonlocal count
        count += 1
        directory = tmp_path / f"delivery-{count}"
        write_delivery(directory, delivery)
        return directory

    return write_to_its_own


@pytest.fixture
def good(write: Write) -> Path:
    """Three funds and two documents without a fault."""
    return write(small_delivery())
