"""Where a request comes from, and the files that leave the admin."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client, RequestFactory

from cms.accounts.models import User
from cms.audit.context import address_of
from tests.factories.audit import events
from tests.factories.rights import promote

CLAIMED = "203.0.113.9, 198.51.100.4"


def address(forwarded: str) -> str:
    return address_of(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded))


def test_without_a_proxy_nobody_is_believed(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 0

    assert address(CLAIMED) == "192.0.2.1"


@pytest.mark.parametrize(("proxies", "seen"), [(1, "198.51.100.4"), (2, "203.0.113.9"), (3, "192.0.2.1")])
def test_behind_proxies_only_what_they_added_counts(settings: LazySettings, proxies: int, seen: str) -> None:
    settings.TRUSTED_PROXIES = proxies

    assert address(CLAIMED) == seen


@pytest.fixture
def administrator(client: Client, db: None) -> User:
    """Somebody who is signed in and may change users."""
    user = User.objects.create_user("root")
    promote(user)
    client.force_login(user)
    return user


def test_the_database_forgets_the_person_after_the_request(client: Client, administrator: User) -> None:
    client.post("/admin/logout/", REMOTE_ADDR="192.0.2.7")

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('audit.actor', true), current_setting('audit.address', true)")
        assert cursor.fetchone() == ("", "")


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_each_downloaded_list_is_an_event(client: Client, administrator: User, format_: str) -> None:
    answer = client.get(f"/admin/snippets/fundfeed/fund/?export={format_}", REMOTE_ADDR="192.0.2.7")

    (event,) = events("export.downloaded")
    assert answer.status_code == 200
    assert (event.actor, event.label) == ("root", "/admin/snippets/fundfeed/fund/")
    assert event.data["row"]["data"] == {"query": f"export={format_}"}
    assert event.address == "192.0.2.7"


def test_looking_at_a_list_is_no_event(client: Client, administrator: User) -> None:
    before = len(events())

    client.get("/admin/snippets/fundfeed/fund/")

    assert len(events()) == before
