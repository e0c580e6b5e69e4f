"""All of this folder belongs to the long form: it takes minutes, and both processors."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.factories.scratch import NAME, scratch_database
from tests.verification.conftest import connected_to
from tests.verification.load.stage import Stage, on_stage
from tests.verification.long_form import is_long

IS_MIXED = "LOAD_MINUTES" in os.environ  # `make load`, beside which nothing else should be measured
collect_ignore = [
    *(["test_availability.py"] if IS_MIXED or not is_long() else []),
    *([] if IS_MIXED else ["test_mixed_load.py"]),
]


@pytest.fixture
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """A provider whose funds are public, everything that serves and works, and the next day ready to come."""
    with (
        scratch_database(django_db_blocker),
        django_db_blocker.unblock(),
        connected_to(NAME=NAME),
        on_stage(tmp_path, monkeypatch) as stage,
    ):
        yield stage
