"""A partner from its first key to its leave, as the manual has it, with a webhook that really comes."""

import json
from dataclasses import replace
from typing import Any, Final

import pytest

from cms.partners.webhook_body import signed_headers
from tests.demo.desks import until
from tests.demo.manual import Act, Step, procedures
from tests.demo.walking import Walk
from tests.factories.receivers import Received, receiving

pytestmark = [pytest.mark.demo, pytest.mark.browser]
TAKEN_IN: Final = "Take in a partner"
WEBHOOK: Final = "Add a webhook to a partner"
ADDRESS: Final = "https://hooks.peak.example/funds"


def sent_to(address: str, steps: list[Step]) -> list[Step]:
    """The same steps with a receiver that is there in the place of the example."""
    return [replace(step, acts=tuple(_sent_to(address, act) for act in step.acts)) for step in steps]


def _sent_to(address: str, act: Act) -> Act:
    return replace(act, words=tuple(address if words == ADDRESS else words for words in act.words))


def ask_again(walk: Walk, key: str) -> None:
    """Have the partner's program ask for the last entry of the ledger anew."""
    program, address = walk.visitor.request, f"{walk.demo.ready['api']}/partner/webhooks/"
    headers = {"Authorization": f"Bearer {key}"}
    (webhook,) = program.get(address, headers=headers).json()["items"]
    since = {"since": webhook["toldUpto"] - 1}
    answer = program.post(f"{address}{webhook['id']}/replay/", headers=headers, data=since)
    assert answer.status == 202, answer.text()


def is_signed(message: Received, *, secret: str) -> bool:
    """Whether a message came from who knows the secret."""
    name, moment = message.headers["webhook-id"], int(message.headers["webhook-timestamp"])
    signed: dict[str, Any] = signed_headers(message=name, timestamp=moment, body=message.body, secrets=[secret])
    return signed.items() <= message.headers.items()


def test_a_partner_comes_is_told_what_changes_and_leaves(walk: Walk) -> None:
    manual = procedures("partners.md")
    shown = walk.visitor.locator("code.secret")
    with receiving() as receiver:
        walk.go(manual[TAKEN_IN])
        key = shown.inner_text()
        walk.go(sent_to(receiver.url, manual[WEBHOOK]))
        secret = shown.inner_text()
        ask_again(walk, key)
        until(lambda: receiver.messages, "the message of the webhook")
        for heading in [name for name in manual if name not in (TAKEN_IN, WEBHOOK)]:
            walk.go(manual[heading])

    message = receiver.messages[0]
    assert is_signed(message, secret=secret)
    assert json.loads(message.body)["type"].startswith("fund.")
