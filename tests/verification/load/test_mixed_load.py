"""Visitors, partners, editors, 100,000 records and a storm of webhooks at once: `make load`.

`LOAD_MINUTES` says for how long, `LOAD_SHARE` makes the delivery smaller.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence

import pytest
from pytest_django.fixtures import Settings

from cms.partners.models import WebhookDelivery, WebhookEndpoint
from cms.partners.sending import replay
from fundfeed.models import FundVersion, PublishedFund
from fundfeed.selectors.entries import head_sequence
from tests.factories.ledger import verified_entries
from tests.factories.moderation import maker
from tests.factories.partners import claimed, key_of, partner
from tests.factories.receivers import Receiver
from tests.verification.crew import wait_until
from tests.verification.load.crowd import Member, at_work, reader
from tests.verification.load.editors import editor
from tests.verification.load.partners import mirror, receivers
from tests.verification.load.phases import Phases
from tests.verification.load.stage import PATIENCE_SECONDS, Stage

SECONDS = 60 * float(os.environ.get("LOAD_MINUTES", "30"))
STORM = 2_000  # entries of the ledger that each webhook is told again, beside those of the day
PASSWORD = "a password for tests"
LISTS = ("/api/v1/funds/?pageSize=20", "/api/v1/funds/?search=dividend", "/api/v1/funds/facets/")


def test_everybody_is_answered_while_everything_goes_on(
    stage: Stage,
    settings: Settings,
    record_testsuite_property: Callable[[str, object], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.WEBHOOKS_ON_THIS_MACHINE = True
    phases = Phases()
    with receivers(quick=4, slow=2) as (quick, slow):
        crowd = everybody(stage, [*(one.url for one in quick), *slow])
        with at_work(crowd) as seen:
            everything_goes_on(stage, phases, quick)
        told = f"{phases.lengths()}\n{phases.table(seen)}"
        record_testsuite_property("what they got", told)
        with capsys.disabled():
            sys.stdout.write(f"\n{told}\n")
        wait_until(
            lambda: stage.is_applied(2) and all(map(has_heard, quick)), "the last message", patience=PATIENCE_SECONDS
        )
        record_testsuite_property("messages", sum(len(one.messages) for one in quick))

    assert [one for theirs in seen.values() for one in theirs if one.status not in (200, 304)] == []
    assert verified_entries() > PublishedFund.objects.count()
    assert not FundVersion.objects.filter(version__gt=2).exists()


def everybody(stage: Stage, hooks: Sequence[str]) -> dict[str, list[Member]]:
    """Visitors of the site, anonymous programs, partners with keys and webhooks, and editors."""
    ids = list(PublishedFund.objects.order_by("fund_id").values_list("fund_id", flat=True)[:5000:25])
    pages = [*(f"/funds/{one}" for one in ids), "/", "/funds", "/funds?q=dividend", "/zh-hant/funds"]
    answers = [*(f"/api/v1/funds/{one}/" for one in ids), *LISTS]
    vendor = partner(tier="large", webhooks=tuple(hooks))
    claimed()
    keys = [key_of(vendor)[1] for _ in range(3)]
    person = maker()
    person.set_password(PASSWORD)
    person.save()
    return {
        "visitors": [reader(stage.site, pages, seed=number, pause=0.2) for number in range(4)],
        "programs": [reader(stage.api, answers, seed=number, pause=0.05) for number in range(3)],
        "partners": [mirror(stage.api, key, ids, seed=number, pause=0.05) for number, key in enumerate(keys)],
        "editors": [editor(stage.admin, person.username, PASSWORD, seed=number, pause=2.0) for number in range(3)],
    }


def everything_goes_on(stage: Stage, phases: Phases, quick: Sequence[Receiver]) -> None:
    """A quiet while, the delivery, the storm, and a quiet while again."""
    until = time.monotonic() + SECONDS
    phases.begin("nothing else")
    stage.rest(until=time.monotonic() + SECONDS / 6)

    phases.begin("100,000 records come")
    stage.next_day()
    wait_until(lambda: stage.is_applied(2), "the second day", patience=PATIENCE_SECONDS)

    phases.begin("storm of webhooks")
    for endpoint in WebhookEndpoint.objects.all():
        replay(endpoint=endpoint, since=max(0, head_sequence() - STORM))
    stage.rest(until=max(time.monotonic() + SECONDS / 6, until - SECONDS / 6))

    phases.begin("after it")
    stage.rest(until=max(until, time.monotonic() + SECONDS / 12))


def has_heard(receiver: Receiver) -> bool:
    """Whether nothing waits for it, and all that was ever to be told arrived there."""
    endpoint = WebhookEndpoint.objects.get(url=receiver.url)
    told = endpoint.deliveries
    if endpoint.told_upto < head_sequence() or told.exclude(state=WebhookDelivery.State.DELIVERED).exists():
        return False
    heard = {json.loads(message.body)["data"]["sequence"] for message in list(receiver.messages)}
    assert heard == set(told.values_list("sequence", flat=True))
    return len(heard) > min(STORM, FundVersion.objects.filter(version=1).count()) / 2
