"""An information provider's person finds its own feed in the admin, and nothing else by any address."""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cms.accounts import roles
from cms.accounts.models import User
from fundfeed.models import Delivery, FeedRun, Provider, RunFinding
from tests.factories.rights import give

from . import rows
from .conftest import SignIn

OWN = {"delivery": Delivery, "feedrun": FeedRun, "runfinding": RunFinding}
SNIPPET = re.compile(r"^admin/snippets/fundfeed/(delivery|feedrun|runfinding)/")
WAY_IN = re.compile(r"^admin/sign-in/")  # password and second factor, for them as for everybody
OPEN = {
    *("admin/", "admin/account/", "admin/login/", "admin/logout/", "admin/sprite/", "admin/jsi18n/"),
    *("admin/account/sessions/", "admin/account/sessions/1/"),
    *("admin/dismissibles/", "admin/guide/", "admin/guide/guide/", "admin/guide/files/index.schema.json"),
}


@pytest.fixture
def feeds(db: None) -> dict[str, dict[str, object]]:
    """A delivery, a halted run and a finding of each of two providers."""
    return {code: one_feed(code) for code in ("OWN", "OTHER")}


def one_feed(code: str) -> dict[str, object]:
    of = rows.provider(code)
    received = rows.delivery(of, f"{code}-20261118-01", applied_at=None)
    values = {"reason": "inconsistent", "summary": f"{code} contradicts itself.", "requested_by": "otto"}
    attempt = rows.run(of, "halted", delivery=received, **values)
    found = rows.finding(attempt, code=f"{code.lower()}.rule", file=f"{code}.json", message=f"{code} said so.")
    return {"provider": of, "delivery": received, "feedrun": attempt, "runfinding": found}


@pytest.fixture
def outsider(feeds: dict[str, dict[str, Provider]]) -> Client:
    """Somebody of the provider OWN."""
    return person_of(feeds["OWN"]["provider"])


def person_of(provider: Provider | None) -> Client:
    user = User.objects.create(username="ida", provider=provider)
    give(user, roles.INFORMATION_PROVIDER)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("fact", OWN)
def test_lists_and_exports_hold_its_own_rows_only(outsider: Client, fact: str) -> None:
    address = f"/admin/snippets/fundfeed/{fact}/"
    pages = [outsider.get(address + path).content.decode() for path in ("", "results/", "?q=o", "?provider=2")]
    export = outsider.get(f"{address}?export=csv").getvalue().decode()

    for shown in (*pages, export):
        assert "OWN" in shown or "own." in shown
        assert "OTHER" not in shown
        assert "other." not in shown
    assert len(list(csv.DictReader(StringIO(export)))) == 1


@pytest.mark.parametrize("fact", OWN)
def test_its_own_page_is_shown_and_that_of_another_provider_does_not_exist(
    outsider: Client, feeds: dict[str, dict[str, FeedRun]], fact: str
) -> None:
    own, other = (f"/admin/snippets/fundfeed/{fact}/inspect/{feeds[code][fact].pk}/" for code in ("OWN", "OTHER"))

    assert [outsider.get(address).status_code for address in (own, other)] == [200, 404]


@pytest.mark.parametrize("path", ["", "changes.json", "changes.csv"])
def test_the_same_holds_for_what_a_run_changed(
    outsider: Client, feeds: dict[str, dict[str, FeedRun]], path: str
) -> None:
    own, other = (
        f"/admin/snippets/fundfeed/feedrun/changes/{feeds[code]['feedrun'].pk}/{path}" for code in ("OWN", "OTHER")
    )

    assert [outsider.get(address).status_code for address in (own, other)] == [200, 404]


def test_it_can_follow_its_own_run_and_no_other(outsider: Client, feeds: dict[str, dict[str, Provider]]) -> None:
    own, other = (
        f"/admin/snippets/fundfeed/feedrun/live/{rows.run(feeds[code]['provider'], '').pk}/" for code in feeds
    )

    assert [outsider.get(address).status_code for address in (own, other)] == [200, 404]


def test_the_page_of_a_run_advises_the_provider_and_keeps_our_own_affairs(
    outsider: Client, feeds: dict[str, dict[str, FeedRun]]
) -> None:
    page = outsider.get(f"/admin/snippets/fundfeed/feedrun/inspect/{feeds['OWN']['feedrun'].pk}/").content.decode()

    assert "Correct the delivery and deliver again" in page
    assert "OWN said so." in page
    assert not any(word in page for word in ("otto", "manage.py", "Who did what", "Ask the provider", "/inbox"))


def test_the_export_of_runs_leaves_out_who_started_them_and_where_they_were_read(outsider: Client) -> None:
    export = outsider.get("/admin/snippets/fundfeed/feedrun/?export=csv").getvalue().decode()

    assert "OWN contradicts itself." in export
    assert "otto" not in export
    assert "/inbox" not in export


def test_the_dashboard_and_the_menu_show_its_feed_and_the_guide(outsider: Client) -> None:
    page = outsider.get("/admin/").content.decode()
    (menu,) = re.findall(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)

    assert "OWN contradicts itself." in page
    assert "OTHER" not in page
    assert set(re.findall(r'"(/admin/[^"]*)"', menu)) == {
        *("/admin/", "/admin/account/", "/admin/logout/", "/admin/guide/"),
        *(f"/admin/snippets/fundfeed/{fact}/" for fact in OWN),
    }


def test_the_guide_and_the_schemas_are_there(outsider: Client) -> None:
    guide, contract = (outsider.get(f"/admin/guide/{name}").content.decode() for name in ("", "contract/"))
    schema = outsider.get("/admin/guide/files/index.schema.json")

    assert "Check before you send" in guide
    assert "deauthorised.json" in contract
    assert json.loads(schema.getvalue())["$schema"]
    assert outsider.get("/admin/guide/files/README.md").status_code == 404


def test_no_other_address_of_the_admin_exists_for_it(outsider: Client) -> None:
    addresses = {address for address in admin_addresses() if not SNIPPET.match(address) and not WAY_IN.match(address)}
    addresses -= OPEN
    facts = {f"admin/snippets/fundfeed/{fact}/" for fact in ("fund", "shareclass", "funddocument", "provider")}

    found = {address for address in addresses if outsider.get(f"/{address}").status_code != 404}

    assert facts <= addresses
    assert len(addresses) > 100
    assert found == set()


def test_a_person_of_no_provider_sees_nothing(feeds: dict[str, dict[str, FeedRun]]) -> None:
    client = person_of(None)

    page = client.get("/admin/").content.decode()
    export = client.get("/admin/snippets/fundfeed/feedrun/?export=csv").getvalue().decode()

    assert "OWN" not in page + export
    assert "OTHER" not in page + export


def test_other_people_see_all_providers(feeds: dict[str, object], sign_in: SignIn) -> None:
    page = sign_in(roles.AUDITOR).get("/admin/snippets/fundfeed/feedrun/").content.decode()

    assert "OWN-20261118-01" in page
    assert "OTHER-20261118-01" in page


def admin_addresses() -> set[str]:
    """Every address of the admin, with a number, a word or a path where it has a variable part."""
    return {address for address in _addresses(get_resolver().url_patterns, "") if address.startswith("admin/")}


def _addresses(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        whole = prefix + _filled(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, whole)
        else:
            yield whole


def _filled(pattern: str) -> str:
    route = re.sub(r"<(?:str|slug):file_name>", "index.schema.json", pattern)
    route = re.sub(r"<(?:str|slug):name>", "guide", route)
    route = re.sub(r"<(?:int|str|slug|path|uuid)?:?\w+>", "1", route)
    route = re.sub(r"\(\?P?<\w+>[^()]*(?:\([^()]*\))?[^()]*\)|\([^)]*\)", "1", route)
    return re.sub(r"[\^$\\?]", "", route)
