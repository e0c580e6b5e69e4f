"""A message of a webhook is signed as the standard says, with the secrets that its partner was shown."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cms.partners import endpoints, sending
from cms.partners.models import WebhookDelivery, WebhookEndpoint
from cms.partners.webhook_body import signed_headers
from infra.parts.ports import free_ports
from tests.factories.partners import claimed, partner
from tests.factories.receivers import Receiver
from tests.factories.rights import as_owner
from tests.factories.site import Site

from .heard import ledger, let_time_pass

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[3] / "docs" / "api" / "webhook_receiver.py"


def test_a_message_is_signed_with_the_secret_that_the_partner_was_shown(receiver: Receiver, tmp_path: Path) -> None:
    approved = partner(webhooks=(receiver.url,))
    ((_, secret),) = claimed().webhooks
    message = WebhookDelivery.objects.create(
        message_id="msg_1", endpoint=approved.endpoints.get(), sequence=1, body="{}", created_at=timezone.now()
    )

    before = int(time.time())
    sending.take_turn(approved.endpoints.get().pk)

    (got,) = receiver.messages
    moment = int(got.headers["webhook-timestamp"])
    assert before <= moment <= time.time()
    expected = signed_headers(message=message.message_id, timestamp=moment, body=got.body, secrets=[secret])
    assert expected.items() <= got.headers.items()


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the Standard Webhooks specification's own libraries."""
    headers = signed_headers(
        message="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_after_a_rotation_both_secrets_sign_for_a_day(endpoint: WebhookEndpoint) -> None:
    now = timezone.now()
    old = endpoints.secrets_of(WebhookEndpoint.objects.get(), at=now)

    new = endpoints.rotate_secret(endpoint=endpoint, at=now)
    held = WebhookEndpoint.objects.get()

    assert endpoints.secrets_of(held, at=now + timedelta(hours=23)) == [new, *old]
    assert endpoints.secrets_of(held, at=now + timedelta(hours=25)) == [new]
    assert new not in held.secret + held.old_secret


def test_the_receiver_of_the_documentation_takes_what_is_ours_and_nothing_else(
    site: Site, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    port = free_ports(1)[0]
    (secret,) = endpoints.secrets_of(WebhookEndpoint.objects.get(), at=timezone.now())
    environment = os.environ | {"WEBHOOK_SECRET": secret, "PORT": str(port)}
    program = subprocess.Popen(  # noqa: S603 - our own example
        [sys.executable, str(EXAMPLE)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with as_owner():
        WebhookEndpoint.objects.update(url=f"http://127.0.0.1:{port}/")
    try:
        while (sending.take_turn(endpoint.pk) or 0) < len(ledger()) and program.poll() is None:
            let_time_pass()
        forged = endpoints.rotate_secret(endpoint=endpoint, at=timezone.now() - timedelta(days=2))
        sending.replay(endpoint=endpoint, since=ledger()[-2])
        refused = sending.take_turn(endpoint.pk)
    finally:
        program.terminate()
        output = program.communicate()[0].decode()

    assert forged != secret
    assert refused == 0
    assert WebhookDelivery.objects.get(sequence=ledger()[-1]).status_code == 401
    assert output.count("fund.published") == len(ledger())
