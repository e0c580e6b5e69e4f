"""The public site hears at once what was published, signed with the key that both know."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from msgspec import structs
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from cms.content import projection
from cms.purging import tasks
from cms.purging.telling import UntoldError, tell
from fundfeed.records.document_types import BUILT_IN, TypeName
from fundfeed.services.document_types import set_document_type
from infra.deliveries import small_delivery
from tests.factories.content import banner
from tests.factories.moderation import publish
from tests.factories.receivers import Receiver, misbehaving, receiving
from tests.factories.site import Site, open_site

KEY = "only-for-tests-and-at-least-forty-characters"


@pytest.fixture
def site_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A server of the public site, told without a worker in between."""
    monkeypatch.setattr(tasks, "wake", lambda _name, *arguments: tasks.tell_site.run(*arguments))
    with receiving() as receiver:
        settings.SITE_INSTANCES = [receiver.url]
        settings.SERVICE_KEY = KEY
        yield receiver


@pytest.fixture
def published(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = open_site(tmp_path / "site", monkeypatch)
    site.deliver(small_delivery())
    assert site.sync().outcome == "applied"
    return site


def words(receiver: Receiver) -> list[dict[str, list[str]]]:
    return [json.loads(message.body) for message in receiver.messages]


def test_an_approved_banner_is_told_once_it_is_committed(
    db: None, site_server: Receiver, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publish(banner())
        before = words(site_server)

    assert before == []
    assert {"tags": ["banners"], "gone": []} in words(site_server)


def test_what_was_withdrawn_is_told_as_gone(
    db: None, site_server: Receiver, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    shown = publish(banner())

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        projection.withdraw(shown)

    assert words(site_server) == [{"tags": [], "gone": ["banners"]}]


def test_a_delivery_is_told_by_its_funds(
    published: Site, site_server: Receiver, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    changed = published.next_day()
    changed.funds[0]["legalFundNameOnly"]["en"] = "Another Name"
    published.deliver(changed)

    with django_capture_on_commit_callbacks(execute=True):
        published.sync()

    told = {tag for word in words(site_server) for tag in word["tags"]}
    assert {"funds", "status", "changes", f"fund:{changed.funds[0]['fundId']}"} <= told


def test_another_name_of_a_document_type_concerns_every_page(
    db: None, site_server: Receiver, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    renamed = structs.replace(BUILT_IN[0], name=TypeName(en="Key facts", zh_hant="產品資料概要"))

    with django_capture_on_commit_callbacks(execute=True):
        set_document_type(wanted=renamed, position=1, by="maker", approved_by="checker", reason="Plain words")
        before = words(site_server)

    assert before == []
    assert words(site_server) == [{"tags": ["*"], "gone": []}]


def test_a_word_is_signed_with_the_sites_own_key(site_server: Receiver) -> None:
    tell(site_server.url, expired=["faq"], gone=[])

    (message,) = site_server.messages
    told = f"{message.headers['webhook-id']}.{message.headers['webhook-timestamp']}.".encode() + message.body
    right = base64.b64encode(hmac.new(KEY.encode(), told, hashlib.sha256).digest()).decode()
    assert message.headers["webhook-signature"] == f"v1,{right}"


def test_a_site_that_refuses_or_is_down_is_said_to_be_untold(site_server: Receiver) -> None:
    site_server.status = 403

    with pytest.raises(UntoldError, match="answered 403"):
        tell(site_server.url, expired=["*"], gone=[])
    with misbehaving(lambda channel, _: channel.close()) as port, pytest.raises(UntoldError):
        tell(f"http://127.0.0.1:{port}", expired=["*"], gone=[])
