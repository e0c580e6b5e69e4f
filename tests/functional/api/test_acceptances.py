"""A visitor accepts a legal notice by the API, and whoever holds the receipt can ask which version it was."""

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.content.models import LegalAcceptance
from tests.factories.content import chinese, legal_notice
from tests.factories.moderation import publish
from tests.factories.pages import problem
from tests.factories.public_answers import API, get

pytestmark = pytest.mark.django_db
ADDRESS = f"{API}/legal/disclaimer/acceptances/"


def accept(text_sha256: Any, *, address: str = ADDRESS, **headers: str) -> Any:
    body = json.dumps({"textSha256": text_sha256})
    return Client().post(address, body, content_type="application/json", headers=headers)


def disclaimer(**values: Any) -> Any:
    return publish(legal_notice(kind="disclaimer", title="Disclaimer", **values))


def test_a_receipt_answers_which_version_was_accepted_and_when() -> None:
    disclaimer()
    translated = disclaimer(locale=chinese())

    made = accept(get("/legal/disclaimer/?locale=zh-Hant")["notice"]["textSha256"])
    kept = made.json()
    disclaimer(version="2", locale=chinese())

    assert made.status_code == HTTPStatus.CREATED
    assert UUID(kept["receipt"]).version == 4
    assert (kept["kind"], kept["locale"], kept["version"]) == ("disclaimer", "zh-Hant", "1")
    assert (kept["effectiveFrom"], kept["textSha256"]) == ("2026-01-01", translated.text_sha256())
    assert get(f"/legal/disclaimer/acceptances/{kept['receipt']}/") == kept


def test_nothing_is_kept_about_who_it_was_and_no_cache_keeps_the_answer() -> None:
    text_sha256 = disclaimer().text_sha256()

    made = accept(text_sha256, **{"User-Agent": "Somebody's browser", "Cookie": "name=somebody"})

    assert {field.name for field in LegalAcceptance._meta.fields} == {"receipt", "notice", "text_sha256", "accepted_at"}
    asked = Client().get(f"{ADDRESS}{made.json()['receipt']}/")
    assert [answer["Cache-Control"] for answer in (made, asked)] == ["no-store", "no-store"]
    assert not made.cookies


def test_a_version_that_is_not_in_force_is_refused_with_those_that_are() -> None:
    former, current = disclaimer(), disclaimer(version="2")

    refused = accept(former.text_sha256())

    assert refused.status_code == HTTPStatus.CONFLICT
    found = refused.json()
    assert (found["code"], found["parameter"], found["received"]) == ("conflict", "textSha256", former.text_sha256())
    assert found["accepted"] == [current.text_sha256()]
    assert "In force is 2 (en)." in found["detail"]
    assert not LegalAcceptance.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{}", "application/json", 400),
        ('{"textSha256": "abc"}', "application/json", 400),
        ('{"textSha256": 7}', "application/json", 400),
        ('{"textSha256": "' + "0" * 64 + '", "name": "Ada"}', "application/json", 400),
        ("[", "application/json", 400),
        ("textSha256=" + "0" * 64, "application/x-www-form-urlencoded", 415),
    ],
)
def test_another_body_is_refused(body: str, content_type: str, status: int) -> None:
    disclaimer()

    refused = Client().post(ADDRESS, body, content_type=content_type)

    assert (refused.status_code, refused["Content-Type"]) == (status, "application/problem+json")


def test_there_is_nothing_to_accept_where_nothing_is_in_force() -> None:
    assert accept("0" * 64, address=f"{API}/legal/nonsense/acceptances/").json()["code"] == "not_found"


def test_a_receipt_belongs_to_its_kind_of_notice() -> None:
    receipt = accept(disclaimer().text_sha256()).json()["receipt"]

    for address in (f"terms/acceptances/{receipt}", f"disclaimer/acceptances/{uuid4()}", "disclaimer/acceptances/7"):
        assert problem(f"/legal/{address}/")["code"] == "not_found"


def test_accepting_takes_as_many_queries_for_twenty_versions_as_for_two() -> None:
    def queries(numbers: range) -> int:
        last = [disclaimer(version=f"v{number}") for number in numbers][-1]
        with CaptureQueriesContext(connection) as captured:
            assert accept(last.text_sha256()).status_code == HTTPStatus.CREATED
        return len(captured)

    assert queries(range(2)) == queries(range(2, 20))
