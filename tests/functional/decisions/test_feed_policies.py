"""Limits, hours and names of a provider change by approval, and the next delivery is judged by them."""

import json
from datetime import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.feeds.models import FeedPolicy
from cms.moderation import withdrawal
from cms.moderation.errors import NotApprovedError
from fundfeed.models import GuardLimit, Provider
from tests.factories.moderation import maker, publish, submit
from tests.factories.site import Site

MAPPING = {"names": {"depositary": "custodianBankName"}}


def limit(*, count: int = 0) -> dict[str, Any]:
    value = {"measure": "deauthorised", "count": count, "percent": 10, "reason": "Small register"}
    return {"type": "limit", "value": value}


def policy(site: Site, *limits: dict[str, Any], **values: Any) -> FeedPolicy:
    filled = {
        "provider": site.provider,
        "expected_at": time(5),
        "cut_off": time(8),
        "hours_reason": "They deliver earlier now.",
    }
    made = FeedPolicy(limits=json.dumps(list(limits or (limit(),))), **(filled | values))
    made.full_clean()
    made.save()
    return made


def test_nothing_changes_before_the_approval(published: Site) -> None:
    before = list(GuardLimit.objects.values())

    submit(policy(published))

    assert list(GuardLimit.objects.values()) == before
    assert Provider.objects.get().expected_at == time(6)


def test_the_next_delivery_is_judged_by_the_approved_limits(published: Site) -> None:
    publish(policy(published))
    tomorrow = published.next_day()
    tomorrow.deauthorise("DEM00002", reason="liquidation")
    published.deliver(tomorrow)

    report = published.sync()

    assert report.outcome == "awaiting_release: suspicious"
    kept = GuardLimit.objects.get(measure="deauthorised")
    assert (kept.count, kept.share, kept.reason) == (0, 0.1, "Small register")
    assert GuardLimit.objects.get(measure="added").count == 50


def test_the_names_that_a_policy_brings_can_be_reviewed(published: Site, checker_s_browser: Client) -> None:
    state = submit(policy(published, mapping=MAPPING, mapping_reason="Their word for it"))

    page = checker_s_browser.get(f"/admin/review/{state.pk}/").content.decode()

    assert "depositary" in page


def test_hours_and_names_are_the_provider_s_with_both_people(published: Site) -> None:
    publish(policy(published, mapping=MAPPING, mapping_reason="Their word for it"))

    provider = Provider.objects.get()
    assert (provider.expected_at, provider.cut_off, provider.mapping) == (time(5), time(8), MAPPING)
    assert (provider.mapped_by, provider.mapping_approved_by) == ("maker", "checker")
    assert provider.mapping_reason == "Their word for it"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"cut_off": time(4)}, "before the first fetch"),
        ({"time_zone": "Asia/Atlantis"}, "no time zone"),
        ({"mapping": {"names": {"a": "b", "b": "a"}}, "mapping_reason": "x"}, "circle"),
        ({"mapping": MAPPING}, "names of its own"),
    ],
)
def test_what_can_t_hold_is_refused_on_the_edit_screen(published: Site, values: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        policy(published, **values)


def test_a_measure_has_one_limit(published: Site) -> None:
    with pytest.raises(ValidationError, match="one limit"):
        policy(published, limit(), limit(count=5))


def test_a_policy_is_replaced_and_not_withdrawn(published: Site) -> None:
    made = publish(policy(published))
    draft = made.get_latest_revision_as_object()
    draft.expire_at = timezone.now()

    with pytest.raises(NotApprovedError, match="always has a policy"):
        withdrawal.propose(thing=made, by=maker(), reason="no limits")
    with pytest.raises(NotApprovedError, match="always has a policy"), transaction.atomic():
        publish(draft)

    assert GuardLimit.objects.filter(measure="deauthorised", count=0).exists()


def test_a_new_policy_begins_with_what_holds_now_beside_what_was_measured(
    published: Site, maker_s_browser: Client
) -> None:
    page = maker_s_browser.get(reverse("wagtailsnippets_feeds_feedpolicy:add") + "?provider=DEMO").content.decode()

    assert "A fund house closing a range" in page
    assert "06:00" in page
    assert "chart__bar" in page
