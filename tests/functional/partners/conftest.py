"""A partner's webhook, its receiver on this machine, and a provider who delivers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from cms.partners.models import WebhookEndpoint
from infra.deliveries import small_delivery
from tests.factories.partners import claimed, partner
from tests.factories.receivers import Receiver, receiving
from tests.factories.site import Site, open_site


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A receiver on this machine, which only tests and the demo send to."""
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    with receiving() as one:
        yield one


@pytest.fixture
def endpoint(receiver: Receiver) -> WebhookEndpoint:
    """The webhook of an approved partner that has claimed its secret."""
    approved = partner(webhooks=(receiver.url,))
    claimed()
    return approved.endpoints.get()


@pytest.fixture
def site(endpoint: WebhookEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A provider whose first delivery became public after the webhook was there."""
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    return site
