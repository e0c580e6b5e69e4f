"""The provider's lock is held until what was done under it can be seen."""

from pathlib import Path

import pytest
from django.db import connection

from fundfeed.models import Provider
from fundfeed.services import ensure_provider
from fundfeed.services.runs import FEED_LOCK, alone

HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"


def is_held(provider: Provider) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HELD, [FEED_LOCK, provider.pk])
        (count,) = cursor.fetchone() or (0,)
    return bool(count)


@pytest.mark.django_db
def test_under_an_approval_the_lock_is_held_until_the_approval_can_be_seen(tmp_path: Path) -> None:
    provider = ensure_provider(code="DEMO", name="Demo", source_url=str(tmp_path), host_keys="")
    before = is_held(provider)

    with alone(provider):
        pass

    assert not before
    assert is_held(provider)
