"""The operators get a mail through a real mail server when something happened, and none when nothing did."""

import pytest
from pytest_django.fixtures import Settings

from infra.deliveries import small_delivery
from infra.parts.ports import free_ports
from infra.parts.smtp import Smtp
from tests.factories.site import Site


@pytest.fixture
def mails(smtp_server: Smtp, settings: Settings) -> Smtp:
    """A mail server that the settings name, and one operator."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp_server.port
    settings.OPERATIONS_EMAILS = ["operator@example.org"]
    return smtp_server


def test_a_halt_is_told_with_its_reason_and_what_to_do(published: Site, mails: Smtp) -> None:
    published.file("index.json.check").write_text("0" * 64)

    published.sync()

    (mail,) = mails.messages
    assert mail["To"] == "operator@example.org"
    assert mail["Subject"] == "[DEMO] Feed halted: unreadable"
    assert "The public sees what it saw before." in mail.get_content()
    assert "Ask the provider to deliver again" in mail.get_content()


def test_a_publication_is_told(site: Site, mails: Smtp) -> None:
    site.deliver(small_delivery())

    site.sync()

    (mail,) = mails.messages
    assert mail["Subject"] == "[DEMO] Feed applied: 3 new versions"
    assert "DEMO-20261118-01" in mail.get_content()


def test_nothing_new_is_told_to_nobody(published: Site, mails: Smtp) -> None:
    published.sync()

    assert mails.messages == []


def test_nobody_is_told_where_nobody_is_named(site: Site, mails: Smtp, settings: Settings) -> None:
    settings.OPERATIONS_EMAILS = []
    site.deliver(small_delivery())

    site.sync()

    assert mails.messages == []


def test_a_mail_server_that_is_down_changes_no_outcome(site: Site, mails: Smtp, settings: Settings) -> None:
    settings.EMAIL_PORT = free_ports(1)[0]
    site.deliver(small_delivery())

    report = site.sync()

    assert (report.exit_code, report.outcome) == (0, "applied")
