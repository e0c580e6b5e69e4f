"""A public record with everything that lists, filters and search have to cope with; published once per module."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from cms.partners import quotas
from infra.deliveries import Delivery
from tests.factories.site import open_site
from tests.factories.varied import a_varied_delivery


@pytest.fixture(scope="module")
def public_record(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Delivery]:
    """The delivery of the second day, after which one fund is deauthorised and one terminated."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        site = open_site(tmp_path_factory.mktemp("api") / "site", patch)
        site.deliver(a_varied_delivery())
        assert site.sync().outcome == "applied"
        second = site.next_day()
        second.deauthorise(second.funds[20]["fundId"], reason="merger")
        second.deauthorise(second.funds[21]["fundId"], authorisationStatus="terminated")
        site.deliver(second)
        assert site.sync().outcome == "applied"
        yield second
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def untouched(public_record: Delivery, db: None) -> None:
    """Each test has a savepoint of its own: a query that fails in one doesn't spoil the record for the next."""


@pytest.fixture
def empty_counters() -> Iterator[None]:
    """Nobody has asked for anything yet, and Redis wasn't away."""
    quotas.ahead.forget()
    for name in quotas.client().scan_iter(f"{quotas.PREFIX}*"):
        quotas.client().delete(name)
    yield
    quotas.client.cache_clear()
    quotas._script.cache_clear()
    quotas.ahead.forget()
    quotas._Away.until = 0.0
