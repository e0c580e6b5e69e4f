"""People are told of every trouble once, by a mail that is never lost and never doubled."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import TestCase

from cms.accounts import roles
from cms.accounts.models import User
from cms.accounts.telling import untold
from fundfeed.adapters.outbox import NOBODY
from fundfeed.models import Message
from fundfeed.services import post_message, send_messages, send_refused_again
from fundfeed.services.messages import ROUND
from infra.parts.smtp import Smtp
from tests.factories.rights import give
from tests.factories.site import Site


@pytest.fixture
def mail_server(smtp_server: Smtp, settings: LazySettings) -> Smtp:
    settings.EMAIL_BACKEND = "fundfeed.adapters.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp_server.port
    return smtp_server


@pytest.fixture(autouse=True)
def operations(settings: LazySettings) -> None:
    settings.OPERATIONS_EMAILS = ["operators@example.org"]


def person(username: str, *groups: str, **values: object) -> User:
    """Somebody with an address of example.org."""
    with untold():
        user = User.objects.create(**{"username": username, "email": f"{username}@example.org", **values})
        give(user, *groups)
    return user


def break_index(site: Site) -> None:
    site.file("index.json").write_bytes(b"{")


def test_a_halt_is_mailed_with_what_happened_what_is_public_and_what_to_do(published: Site, mail_server: Smtp) -> None:
    break_index(published)
    run = published.sync().content["run"]
    mail_server.forget()
    Message.objects.exclude(run=run).delete()

    assert send_messages() == 1

    (mail,) = mail_server.messages
    assert mail["Subject"] == "[DEMO] Feed halted: unreadable"
    text = mail.get_content()
    assert "The public sees what it saw before." in text
    assert "Ask the provider to deliver again" in text
    assert f"/feedrun/inspect/{run}/" in text


def test_a_mail_is_sent_once(published: Site, mail_server: Smtp) -> None:
    assert send_messages() == 1
    assert send_messages() == 0
    assert len(mail_server.messages) == 1


def test_a_mail_waits_while_the_mail_server_is_down(published: Site, settings: LazySettings, mail_server: Smtp) -> None:
    settings.EMAIL_PORT = 1

    assert send_messages() == 0
    message = Message.objects.get()
    assert (message.sent_at, message.attempts) == (None, 1)
    settings.EMAIL_PORT = mail_server.port
    assert send_messages() == 0
    published.now += timedelta(minutes=2)
    assert send_messages() == 1
    assert len(mail_server.messages) == 1


@pytest.mark.parametrize(
    "address",
    # The last two are addresses by Django's own rule, so they can be typed into a form.
    ["two\nlines@example.org", '"\x0ca:"@example.org', "=?utf-8?q??=@\u00df.org"],
)
def test_a_mail_that_can_never_be_sent_holds_no_other_up(published: Site, mail_server: Smtp, address: str) -> None:
    never = post_message(recipients=[address], subject="Never", text="…")
    post_message(recipients=["mandy@example.org"], subject="After it", text="…")

    assert send_messages() == 2

    never.refresh_from_db()
    assert (never.sent_at, never.attempts) == (None, 1)
    assert "After it" in [mail["Subject"] for mail in mail_server.messages]


def test_who_has_no_mailbox_is_refused_for_good_and_the_others_have_the_mail(db: None, mail_server: Smtp) -> None:
    both = post_message(recipients=["mandy@example.org", "unknown@example.org"], subject="Please", text="…")
    nobody = post_message(recipients=["unknown@example.org"], subject="Please", text="…")

    sent = [send_messages() for _ in range(2)]

    for message in (both, nobody):
        message.refresh_from_db()
    assert (sent, len(mail_server.messages)) == ([1, 0], 1)
    assert (both.delivered, both.refused) == (
        ["mandy@example.org"],
        {"unknown@example.org": "550 5.1.1 No such mailbox"},
    )
    assert both.sent_at
    assert (nobody.sent_at, nobody.attempts) == (None, 0)
    assert nobody.given_up_at
    assert nobody.last_error == "Refused for good: 550 5.1.1 No such mailbox"


def test_who_is_not_ready_now_is_tried_again_and_nobody_else_gets_the_mail_twice(site: Site, mail_server: Smtp) -> None:
    told = ["mandy@example.org", "busy@example.org", "unknown@example.org"]
    message = post_message(recipients=told, subject="Please", text="…")

    for _ in range(3):
        send_messages()
        site.now += timedelta(hours=2)

    message.refresh_from_db()
    assert [mail["To"] for mail in mail_server.messages] == [", ".join(told)]
    assert (message.sent_at, message.attempts, message.still_to_tell) == (None, 3, ["busy@example.org"])


def test_what_was_refused_for_good_is_sent_again_when_somebody_says_so(db: None, mail_server: Smtp) -> None:
    message = post_message(recipients=["unknown@example.org", "mandy@example.org"], subject="Please", text="…")
    send_messages()
    Message.objects.update(recipients=["ann@example.org", "mandy@example.org"])

    asked = [send_refused_again(message=message) for _ in range(2)]
    send_messages()

    message.refresh_from_db()
    assert asked == [True, False]
    assert (message.sent_at is not None, message.delivered) == (True, ["mandy@example.org", "ann@example.org"])
    assert mail_server.messages[-1]["To"] == "ann@example.org"


def test_an_unchanged_delivery_is_not_mailed(published: Site) -> None:
    before = Message.objects.count()

    published.sync()

    assert Message.objects.count() == before


def test_a_publication_is_told(published: Site, mail_server: Smtp) -> None:
    send_messages()

    (mail,) = mail_server.messages
    assert mail["To"] == "operators@example.org"
    assert mail["Subject"] == "[DEMO] Feed applied: Published 3 new versions"
    assert "The public sees the delivery DEMO-20261118-01." in mail.get_content()


def test_active_members_of_the_providers_groups_with_an_address_are_told(site: Site, settings: LazySettings) -> None:
    settings.OPERATIONS_EMAILS = ["desk@example.org", "Otto@example.org"]
    person("otto", roles.SYSTEM_OPERATOR, roles.FUND_DATA_MANAGER)
    person("fay", roles.FUND_DATA_MANAGER)
    person("gone", roles.SYSTEM_OPERATOR, is_active=False)
    person("silent", roles.SYSTEM_OPERATOR, email="")
    person("mark", roles.MARKETING)

    site.sync()

    told = Message.objects.get().recipients
    assert sorted(told) == ["Otto@example.org", "desk@example.org", "fay@example.org"]


def test_other_groups_can_be_told_instead_and_stay_when_the_provider_is_ensured_again(site: Site) -> None:
    person("ivy", roles.IT_OPERATOR)
    person("otto", roles.SYSTEM_OPERATOR)
    named = {"name": "Demo", "source": str(site.directory)}

    call_command("ensure_provider", "DEMO", tell=[roles.IT_OPERATOR], **named)
    call_command("ensure_provider", "DEMO", **named)
    site.sync()

    assert Message.objects.get().recipients == ["ivy@example.org", "operators@example.org"]


def test_a_group_that_does_not_exist_is_refused(site: Site) -> None:
    with pytest.raises(CommandError, match="There is no group Nobody"):
        call_command("ensure_provider", "DEMO", name="Demo", source=str(site.directory), tell=["Nobody"])


def test_who_is_told_is_fixed_when_the_mail_is_written(site: Site, mail_server: Smtp) -> None:
    site.sync()
    person("late", roles.SYSTEM_OPERATOR)

    send_messages()

    assert [mail["To"] for mail in mail_server.messages] == ["operators@example.org"]


def test_where_nobody_is_named_the_mail_is_kept_and_says_so(
    site: Site, mail_server: Smtp, settings: LazySettings
) -> None:
    settings.OPERATIONS_EMAILS = []

    site.sync()

    assert send_messages() == 0
    message = Message.objects.get()
    assert (message.sent_at, message.last_error) == (None, NOBODY)
    assert mail_server.messages == []


def test_anybody_can_be_told_of_anything(db: None, mail_server: Smtp) -> None:
    told = ["mandy@example.org", "chris@example.org", "mandy@example.org"]

    post_message(recipients=told, subject="Please\n approve\x00", text="A page waits.", thread="task-7")

    assert send_messages() == 1
    (mail,) = mail_server.messages
    assert mail["To"] == "mandy@example.org, chris@example.org"
    assert mail["Subject"] == "Please approve\ufffd"
    assert mail["References"].startswith("<task-7@")


def test_so_many_mails_wait_that_others_have_a_turn_between(db: None, mail_server: Smtp) -> None:
    for number in range(ROUND + 1):
        post_message(recipients=["mandy@example.org"], subject=f"Number {number}", text="…")

    with TestCase.captureOnCommitCallbacks() as orders:
        sent = [send_messages(), send_messages()]

    assert sent == [ROUND, 1]
    assert len(orders) == 1, "the first round orders the second, and the second none"


def test_a_mail_is_sent_when_its_transaction_commits_and_never_when_it_does_not(db: None) -> None:
    with TestCase.captureOnCommitCallbacks() as woken, transaction.atomic():
        post_message(recipients=["mandy@example.org"], subject="Kept", text="…")
    with TestCase.captureOnCommitCallbacks() as not_woken, transaction.atomic():
        post_message(recipients=["mandy@example.org"], subject="Taken back", text="…")
        transaction.set_rollback(True)

    assert (len(woken), len(not_woken)) == (1, 0)
    assert [message.subject for message in Message.objects.all()] == ["Kept"]
