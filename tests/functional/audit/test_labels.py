"""What two people decide by hand is called by its name in the trail."""

from typing import Any

import pytest

from cms.feeds.models import DeliveryDecision, FeedPolicy
from cms.funds.models import DocumentUpload, FundEditorial
from fundfeed.models import Provider
from tests.factories.audit import last_event
from tests.factories.content import legal_notice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("thing", "label"),
    [
        (DocumentUpload(title_en="Notice to holders"), "Notice to holders"),
        (DocumentUpload(), "Untitled"),
        (FundEditorial(), "Editorial of no fund yet"),
        (DeliveryDecision(kind="roll_back"), "roll back: none chosen"),
        (FeedPolicy(), "Policy for no provider yet"),
    ],
)
def test_a_draft_is_called_by_what_is_known_of_it(thing: Any, label: str) -> None:
    thing.save()

    assert last_event().label == label


def test_a_policy_is_called_by_its_provider_and_a_legal_notice_by_its_version() -> None:
    FeedPolicy.objects.create(provider=Provider.objects.create(code="DEMO", name="Demo"))
    policy = last_event().label
    legal_notice()

    assert (policy, last_event().label) == ("Policy for DEMO", "Terms 1")
