"""Somebody with the product's role and SQL of his own, at keys, links and webhooks of partners."""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from cms.partners.models import ApiKey, Claim, Partner, WebhookEndpoint
from tests.factories.moderation import publish
from tests.factories.partners import claimed, draft_partner, partner, request_key

pytestmark = pytest.mark.django_db
HOOK = "https://hooks.harbour.example/funds"
COLUMNS = {
    "KEY": "INSERT INTO partners_apikey (partner_id, digest, replaces_id, created_at, expires_at, name, revoked_by,"
    " revoked_because)",
    "LINK": "INSERT INTO partners_claim (token_sha256, partner_id, with_key, created_at, expires_at)",
    "WEBHOOK": "INSERT INTO partners_webhookendpoint (partner_id, url, kinds, state, secret, old_secret, told_upto,"
    " failures, paused_because)",
    "TEXT": "repeat('a', 64)",
    "NAME": "'frk_aaaaaaaa', '', ''",
    "DAY": "now() + '1 day'",
    "KNOWN": "FROM partners_partner WHERE live",
    "UNKNOWN": "FROM partners_partner WHERE NOT live",
}
BY_SQL = {
    "a key of one's own": "KEY SELECT id, TEXT, NULL, now(), DAY, NAME KNOWN",
    "a second key of an opened link":
        "KEY SELECT partner_id, TEXT, NULL, created_at, created_at + '1 day', NAME FROM partners_apikey",
    "a key of a partner that nobody approved": "KEY SELECT id, TEXT, NULL, now(), DAY, NAME UNKNOWN",
    "a successor that lives for ever":
        "KEY SELECT partner_id, TEXT, id, now(), now() + '20 years', NAME FROM partners_apikey",
    "a successor of another partner's key":
        "KEY SELECT (SELECT id UNKNOWN), TEXT, id, now(), DAY, NAME FROM partners_apikey",
    "another text of a key": "UPDATE partners_apikey SET digest = TEXT",
    "a longer life": "UPDATE partners_apikey SET expires_at = expires_at + '1 day'",
    "a revocation some day": "UPDATE partners_apikey SET revoked_at = now() + '1 day'",
    "another partner's key": "UPDATE partners_apikey SET partner_id = (SELECT id UNKNOWN)",
    "no key any more": "DELETE FROM partners_apikey",
    "a link of one's own": "LINK SELECT TEXT, id, true, now(), DAY KNOWN",
    "a second link of an approval": "LINK SELECT TEXT, partner_id, true, created_at, expires_at FROM partners_claim",
    "an opened link that is open again": "UPDATE partners_claim SET claimed_at = NULL",
    "another text of a link": "UPDATE partners_claim SET token_sha256 = TEXT",
    "a link for longer": "UPDATE partners_claim SET expires_at = expires_at + '1 day'",
    "no link any more": "DELETE FROM partners_claim",
    "a webhook of one's own":
        "WEBHOOK SELECT id, 'https://mine.example/', ARRAY['fund.changed'], 'unclaimed', '', '', 0, 0, '' KNOWN",
    "another address": "UPDATE partners_webhookendpoint SET url = 'https://mine.example/'",
    "other events": "UPDATE partners_webhookendpoint SET kinds = ARRAY['fund.deauthorised']",
    "another secret": "UPDATE partners_webhookendpoint SET secret = 'mine'",
    "a webhook of another partner": "UPDATE partners_webhookendpoint SET partner_id = (SELECT id UNKNOWN)",
    "no webhook any more": "DELETE FROM partners_webhookendpoint",
}  # fmt: skip


@pytest.fixture
def known() -> Partner:
    """A partner with a key and a webhook, beside one that nobody approved."""
    approved = partner(webhooks=(HOOK,))
    claimed()
    draft_partner(name="Mine")
    return approved


def run(statement: str) -> None:
    """As web and worker would; words in capitals stand for what `COLUMNS` says."""
    spelled = re.sub(r"\b[A-Z]+\b", lambda found: COLUMNS.get(found[0], found[0]), statement)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(spelled)


@pytest.mark.parametrize("what", BY_SQL)
def test_what_nobody_approved_is_refused(known: Partner, what: str) -> None:
    with pytest.raises(IntegrityError, match="four eyes"):
        run(BY_SQL[what])


def test_a_revoked_key_stays_so(known: Partner) -> None:
    run("UPDATE partners_apikey SET revoked_at = now()")

    for statement in ("SET revoked_at = NULL", "SET revoked_at = now() + '1 day'"):
        with pytest.raises(IntegrityError, match="can only end"):
            run(f"UPDATE partners_apikey {statement}")
    with pytest.raises(IntegrityError, match="takes the place of none"):
        run("KEY SELECT partner_id, TEXT, id, now(), DAY, NAME FROM partners_apikey")


def test_a_key_that_was_used_stays_used_and_one_that_ended_has_no_successor(known: Partner) -> None:
    run("UPDATE partners_apikey SET last_used_at = now(), expires_at = now() - interval '1 minute'")

    with pytest.raises(IntegrityError, match="can only end"):
        run("UPDATE partners_apikey SET last_used_at = NULL")
    with pytest.raises(IntegrityError, match="takes the place of none"):
        run("KEY SELECT partner_id, TEXT, id, now() - interval '1 hour', DAY, NAME FROM partners_apikey")


def test_an_ended_webhook_is_not_brought_back_by_sql(known: Partner) -> None:
    draft = known.get_latest_revision_as_object()
    draft.webhooks = []
    publish(draft)

    for statement in ("SET state = 'active'", "SET state = 'unclaimed'"):
        with pytest.raises(IntegrityError, match="four eyes"):
            run(f"UPDATE partners_webhookendpoint {statement}")


def test_the_way_through_the_links_works(known: Partner) -> None:
    request_key(known)
    claimed()

    assert ApiKey.objects.filter(partner=known).count() == Claim.objects.filter(partner=known).count() == 2
    assert WebhookEndpoint.objects.get().state == WebhookEndpoint.State.ACTIVE
