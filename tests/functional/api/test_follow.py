"""Following the public record: every change once, in order, from a token or a day on."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fundfeed.models import FundVersion
from fundfeed.services import correct_fund
from infra.deliveries import Delivery
from tests.factories.pages import problem
from tests.factories.public_answers import API, get
from tests.factories.site import FIRST_EVENING, Site, open_site
from tests.functional.api.test_answers import check

Json = dict[str, Any]
ALL = "/changes/?pageSize=1000"


@pytest.fixture
def site(public_record: Delivery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The provider after its second day."""
    site = open_site(tmp_path / "site", monkeypatch)
    site.now, site.delivery = FIRST_EVENING + timedelta(days=1), public_record
    return site


def correct(fund_id: str = "DEM00001", value: str = '"Elsewhere"') -> None:
    correct_fund(fund_id=fund_id, pointer="/geography", value=value, reason="Page 3", by="maker", approved_by="checker")


def since(token: str, **more: str) -> Json:
    parts = "".join(f"&{name}={value}" for name, value in more.items())
    found: Json = get(f"/changes/?since={token}{parts}")
    return found


def told(page: Json) -> list[tuple[str, list[str]]]:
    return [(change["fundId"], change["kinds"]) for change in page["results"]]


def token_of(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_every_version_of_the_ledger_is_told_once_and_in_order(public_record: Delivery) -> None:
    page = get(ALL)

    names = ("sequence", "fundId", "version", "sha256")
    versions = FundVersion.objects.order_by("sequence").values_list("sequence", "fund_id", "version", "body_sha256")
    assert [tuple(change[name] for name in names) for change in page["results"]] == list(versions)
    assert page["hasMore"] is False
    check(page, "ChangeList")


def test_the_digest_is_that_of_the_fund_as_it_is_served(public_record: Delivery) -> None:
    latest = {change["fundId"]: change for change in get(ALL)["results"]}

    fund = get(latest["DEM00002"]["url"].removeprefix(API))
    assert fund["publication"]["sha256"] == latest["DEM00002"]["sha256"]
    assert fund["publication"]["version"] == latest["DEM00002"]["version"]


def test_funds_that_lost_their_authorisation_are_told_by_kind(public_record: Delivery) -> None:
    gone = sorted(public_record.deauthorised["deauthorised"], key=lambda record: str(record["fundId"]))

    page = get("/changes/?kind=deauthorised")

    assert told(page) == [(record["fundId"], ["deauthorised"]) for record in gone]
    assert page["results"][0]["fields"] == ["authorisationStatus", "deauthorisation"]


def test_pages_of_any_size_give_the_same_changes(public_record: Delivery) -> None:
    whole, pages = get(ALL), [get("/changes/?pageSize=7")]

    while pages[-1]["hasMore"]:
        pages.append(Client().get(pages[-1]["next"]).json())

    assert [change for page in pages for change in page["results"]] == whole["results"]
    assert pages[-1]["token"] == whole["token"]


def test_nothing_new_is_an_empty_page_with_the_same_token_and_a_304(public_record: Delivery) -> None:
    token = get(ALL)["token"]
    address = f"{API}/changes/?since={token}"

    page = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": page["ETag"]})

    assert (page.json()["results"], page.json()["token"], page.json()["hasMore"]) == ([], token, False)
    assert page.json()["next"].endswith(f"/changes/?since={token}")
    assert again.status_code == 304


def test_a_follower_gets_what_happened_since_and_then_nothing(site: Site) -> None:
    before = get(ALL)["token"]
    third = site.next_day()
    third.fund("DEM00004")["geography"] = "Elsewhere"
    third.deauthorise("DEM00003")
    site.deliver(third)

    report = site.sync()
    correct("DEM00001")
    page = since(before)

    assert report.outcome == "applied", report.findings
    assert told(page) == [
        ("DEM00003", ["deauthorised"]),
        ("DEM00004", ["changed"]),
        ("DEM00001", ["corrected"]),
    ]
    assert page["results"][1]["fields"] == ["geography"]
    assert since(page["token"])["results"] == []


def test_filters_choose_and_their_token_goes_on_from_the_end_of_the_ledger(public_record: Delivery) -> None:
    house = get("/funds/DEM00001/")["fundGroupName"]["en"]

    one = get("/changes/?fundId=DEM00001&fundId=DEM00002&pageSize=1000")
    of_house = get(f"/changes/?fundGroupName={house}&pageSize=1000")

    assert {change["fundId"] for change in one["results"]} == {"DEM00001", "DEM00002"}
    assert {change["fundGroupName"]["en"] for change in of_house["results"]} == {house}
    assert one["token"] == of_house["token"] == get(ALL)["token"]


def test_a_day_begins_at_its_midnight(site: Site) -> None:
    today, tomorrow = get("/changes/?since=2026-11-19"), get("/changes/?since=2026-11-20")

    assert {change["at"][:10] for change in today["results"]} == {"2026-11-19"}
    assert tomorrow["results"] == []
    assert tomorrow["token"] == today["token"]


def test_after_three_months_a_follower_begins_again_with_the_full_file(site: Site) -> None:
    first, last = get("/changes/?pageSize=1")["token"], get(ALL)["token"]
    site.now += timedelta(days=92)

    gone = problem(f"/changes/?since={first}")

    assert (gone["status"], gone["code"]) == (410, "gone")
    assert "/api/v1/bulk/" in gone["detail"]
    assert problem("/changes/?since=2026-11-18")["status"] == 410
    assert since(last)["results"] == []
    assert get("/changes/")["results"] == []


FOREIGN = {"of_another_ledger": '[3,"0123456789abcdef"]', "beyond_the_end": '[999999,"0123456789abcdef"]'}


@pytest.mark.parametrize("place", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_token_of_a_record_that_is_not_this_one_is_gone(public_record: Delivery, place: str) -> None:
    assert problem(f"/changes/?since={token_of(place)}")["status"] == 410


REFUSED = {
    "noise": ("since=yesterday", "since"),
    "a_day_that_is_none": ("since=2026-02-30", "since"),
    "negative": (f"since={token_of('[-1,chr(34)]')}", "since"),
    "huge": (f"since={token_of('[99999999999999999999999,' + chr(34) * 2 + ']')}", "since"),
    "since_twice": ("since=2026-11-19&since=2026-11-18", "since"),
    "unknown_kind": ("kind=merged", "kind"),
    "page_too_large": ("pageSize=1001", "pageSize"),
    "unknown_parameter": ("cursor=a", "cursor"),
}


@pytest.mark.parametrize(("query", "parameter"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_understood_is_refused(public_record: Delivery, query: str, parameter: str) -> None:
    refused = problem(f"/changes/?{query}")

    assert (refused["status"], refused["parameter"]) == (400, parameter)
    assert refused["accepted"]


@pytest.mark.parametrize("query", ["pageSize=2", "pageSize=40"])
def test_a_page_takes_three_queries_whatever_its_size(public_record: Delivery, query: str) -> None:
    token = get("/changes/?pageSize=1")["token"]

    with CaptureQueriesContext(connection) as queries:
        since(token, pageSize=query.removeprefix("pageSize="))

    assert len(queries) == 3


def test_no_rights_to_change_what_was_told(public_record: Delivery) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'fundfeed_publicchange', 'UPDATE, DELETE, TRUNCATE')")
        (allowed,) = cursor.fetchone()

    assert allowed is False
