"""However many receivers there are and however slow they are, each has its turn before any has a second one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.partners import sending
from cms.partners.models import WebhookDelivery, WebhookEndpoint
from cms.partners.tasks import give_turn
from infra.deliveries import small_delivery
from tests.factories.partners import claimed, partner
from tests.factories.receivers import Receiver, receiving
from tests.factories.site import open_site

MANY, EACH = 40, 5
Ended = WebhookDelivery.State.DELIVERED


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def endpoints(db: None, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Forty webhooks of which each has something to be told."""
    for number in range(MANY // EACH):
        urls = tuple(f"{receiver.url}/{number}/{place}" for place in range(EACH))
        partner(name=f"Partner {number}", webhooks=urls)
        claimed()
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    return list(WebhookEndpoint.objects.order_by("pk").values_list("pk", flat=True))


def test_each_of_forty_has_its_turn_before_any_has_a_second(
    endpoints: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[int] = []
    monkeypatch.setattr(sending, "_send", lambda endpoint, _delivery: turns.append(endpoint.pk))  # in vain

    for _ in range(2 * MANY):
        give_turn()

    assert turns == 2 * endpoints


def test_what_somebody_else_has_in_hand_is_left_for_the_next(
    endpoints: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = sending.due(at=timezone.now())
    monkeypatch.setattr(sending, "due", lambda **_: [first, second])
    assert sending._lease(first, at=timezone.now())

    give_turn()

    assert set(WebhookDelivery.objects.filter(state=Ended).values_list("endpoint", flat=True)) == {second}


def test_what_somebody_else_told_a_moment_ago_costs_the_next_no_turn(
    endpoints: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = sending.due(at=timezone.now())

    def due(**_: object) -> list[int]:
        sending.take_turn(first)
        return [first, second]

    monkeypatch.setattr(sending, "due", due)

    give_turn()

    assert set(WebhookDelivery.objects.filter(state=Ended).values_list("endpoint", flat=True)) == {first, second}
