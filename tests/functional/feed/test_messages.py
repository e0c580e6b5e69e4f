"""Operators are told of every trouble once, by a mail that is never lost and never doubled."""

from datetime import timedelta

import pytest
from django.conf import LazySettings

from fundfeed.models import Message
from fundfeed.services import send_messages
from infra.deliveries import small_delivery
from infra.parts.smtp import Smtp
from tests.factories.site import Site


@pytest.fixture
def mail_server(smtp_server: Smtp, settings: LazySettings) -> Smtp:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp_server.port
    settings.OPERATIONS_EMAILS = ["operators@example.org"]
    return smtp_server


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
    published.now += timedelta(minutes=2)
    assert send_messages() == 1


def test_a_flapping_fault_makes_one_mail_and_its_end_stands_in_the_same_thread(published: Site) -> None:
    break_index(published)
    for _ in range(5):
        published.sync()
    published.deliver(published.next_day(small_delivery()))
    published.sync()

    _, trouble, mended = Message.objects.order_by("pk")

    assert "unreadable" in trouble.subject
    assert "applied" in mended.subject
    assert trouble.thread == mended.thread


def test_a_trouble_that_lasts_is_told_again_after_a_day(published: Site) -> None:
    break_index(published)
    published.sync()
    published.now += timedelta(hours=25)
    published.sync()

    assert Message.objects.filter(subject__contains="unreadable").count() == 2


def test_an_unchanged_delivery_is_not_mailed(published: Site) -> None:
    before = Message.objects.count()

    published.sync()

    assert Message.objects.count() == before


def test_nobody_is_told_where_nobody_is_named(published: Site, mail_server: Smtp, settings: LazySettings) -> None:
    settings.OPERATIONS_EMAILS = []

    send_messages()

    assert mail_server.messages == []
    assert "OPERATIONS_EMAILS is empty" in Message.objects.get().last_error


def test_a_publication_is_told(published: Site, mail_server: Smtp) -> None:
    send_messages()

    (mail,) = mail_server.messages
    assert mail["To"] == "operators@example.org"
    assert mail["Subject"] == "[DEMO] Feed applied: Published 3 new versions"
    assert "The public sees the delivery DEMO-20261118-01." in mail.get_content()
