"""A key is shown once, to whoever opens the link that two people's approval sent; nobody of the staff sees it."""

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import WorkflowState

from cms.moderation import withdrawal
from cms.partners import claims, keys
from cms.partners.models import ApiKey, Claim, KeyRequest, WebhookEndpoint
from fundfeed.models import Message
from tests.factories.audit import events, settle
from tests.factories.moderation import approve, maker, publish, submit
from tests.factories.partners import claimed, draft_partner, key_of, last_link, partner, request_key

pytestmark = pytest.mark.django_db
HOOK = "https://hooks.harbour.example/funds"


def address(token: str) -> str:
    return f"/partners/claim/{token}/"


def test_only_an_approval_sends_a_link() -> None:
    state = submit(draft_partner())
    before = Claim.objects.count()

    approve(state)

    mail = Message.objects.get(subject__contains="A key for")
    assert (before, Claim.objects.count()) == (0, 1)
    assert mail.recipients == ["wai.yi@harbour.example"]
    assert last_link() in mail.text


def test_looking_at_the_link_shows_nothing_and_burns_nothing() -> None:
    partner()
    client = Client()

    looks = [client.get(address(last_link())) for _ in range(3)] + [client.head(address(last_link()))]

    assert [answer.status_code for answer in looks] == [200] * 4
    assert all(b"frk_" not in answer.content for answer in looks)
    assert looks[0]["Cache-Control"] == "no-store"
    assert looks[0]["Referrer-Policy"] == "same-origin"
    assert ApiKey.objects.count() == 0


def test_the_button_shows_a_key_once_and_the_database_holds_its_digest_only() -> None:
    partner()
    token = last_link()

    shown = Client().post(address(token)).content.decode()
    again = Client().post(address(token))
    look = Client().get(address(token))

    key = ApiKey.objects.get()
    text = next(word for word in shown.replace("<", " ").replace(">", " ").split() if keys.FORM.fullmatch(word))
    assert key.digest == hashlib.sha256(text.encode()).hexdigest()
    assert text.startswith(key.name)
    assert (again.status_code, look.status_code) == (410, 410)
    assert b"frk_" not in again.content + look.content


def test_the_button_needs_a_token_of_the_page_it_stands_on() -> None:
    partner()

    answer = Client(enforce_csrf_checks=True).post(address(last_link()))

    assert answer.status_code == 403
    assert ApiKey.objects.count() == 0


def test_the_button_works_as_a_browser_presses_it() -> None:
    partner()
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address(last_link())).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    pressed = browser.post(
        address(last_link()), {"csrfmiddlewaretoken": token}, headers={"origin": "http://testserver"}
    )

    assert pressed.status_code == 200
    assert ApiKey.objects.count() == 1


def test_what_was_shown_stands_nowhere_in_the_database_or_the_audit_trail() -> None:
    partner(webhooks=(HOOK,))
    shown = claimed()
    settle()

    secrets = [shown.key.removeprefix(ApiKey.objects.get().name), shown.webhooks[0][1]]
    assert [secret for secret in secrets if is_stored(secret)] == []


def is_stored(text: str) -> bool:
    """Whether any column of any row of ours, or of the trail, holds the text."""
    rows = [str(list(model.objects.values())) for model in (ApiKey, Claim, WebhookEndpoint, Message)]
    return any(text in row for row in [*rows, *(str(event.data) for event in events())])


def test_a_link_runs_out_after_three_days() -> None:
    partner()
    token, now = last_link(), timezone.now()

    assert claims.look(token, at=now + timedelta(hours=71)) is not None
    assert claims.look(token, at=now + timedelta(hours=73)) is None
    assert claims.reveal(token, at=now + timedelta(hours=73)) is None


def test_a_link_lives_from_when_it_can_be_used_and_not_from_its_approval() -> None:
    before = timezone.now()
    partner()

    link = Claim.objects.get()
    assert before < link.created_at < link.expires_at - claims.LIFETIME < timezone.now()


def test_a_later_approval_changes_the_partner_and_sends_no_second_key() -> None:
    approved = partner()
    claimed()

    draft = approved.get_latest_revision_as_object()
    draft.tier = "large"
    publish(draft)

    assert Claim.objects.count() == 1
    assert ApiKey.objects.get().partner.per_minute == 6000


def test_a_lost_key_is_asked_for_by_one_person_and_approved_by_another() -> None:
    approved = partner()
    first = claimed().key
    state = submit(KeyRequest.objects.create(partner=approved, reason="Lost"))
    waiting = Claim.objects.filter(claimed_at=None).count()

    approve(state)
    second = claimed().key

    assert waiting == 0
    assert first != second
    assert ApiKey.objects.count() == 2


def test_a_newer_link_takes_the_place_of_an_open_one_and_keeps_its_promise() -> None:
    approved = partner()
    old = last_link()

    request_key(approved)

    assert claims.look(old, at=timezone.now()) is None
    assert claimed().key
    assert ApiKey.objects.count() == 1


def test_a_withdrawn_partner_has_no_keys_and_no_open_link() -> None:
    approved = partner()
    key, text = key_of(approved)
    request_key(approved)
    token = last_link()

    approve(withdrawal.propose(thing=approved, by=maker(), reason="Contract ended").current_task_state.specific)

    key.refresh_from_db()
    assert key.revoked_because == "The partner's access was withdrawn."
    assert keys.find(text, at=timezone.now()) is None
    assert claims.look(token, at=timezone.now()) is None


def test_a_partner_that_nobody_approved_gets_no_key() -> None:
    with pytest.raises(ValidationError, match="isn't approved"):
        KeyRequest(partner=draft_partner(), reason="In a hurry").full_clean()


def test_one_person_with_sql_can_make_no_partner_public() -> None:
    draft = draft_partner()

    with pytest.raises(DatabaseError, match="four eyes"):
        type(draft).objects.filter(pk=draft.pk).update(live=True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"may_read": False, "may_download": False, "may_take_bulk": False, "may_use_webhooks": False}, "may_read"),
        ({"access_until": None}, "access_until"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"tier": "service"}, "tier"),
    ],
)
def test_a_partner_that_makes_no_sense_is_refused(change: dict[str, object], field: str) -> None:
    draft = draft_partner(**change)

    with pytest.raises(ValidationError) as refused:
        draft.full_clean()

    assert field in refused.value.message_dict


@pytest.mark.parametrize(("ahead", "is_let_in"), [(30, True), (3600, False)])
def test_a_clock_that_is_a_little_ahead_of_the_databases_spoils_no_approval(
    ahead: int, is_let_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "LIFETIME", claims.LIFETIME + timedelta(seconds=ahead))
    state = submit(draft_partner())

    refusal = _refusal(state)

    assert refusal == ("" if is_let_in else "nobody approved this link")


def _refusal(state: WorkflowState) -> str:
    """What the database says against approving this; nothing if it lets it."""
    try:
        with transaction.atomic():
            approve(state)
    except DatabaseError as error:
        return str(error).splitlines()[0].rpartition(": ")[2]
    return ""
