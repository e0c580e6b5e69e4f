"""`/api/docs/` shows every operation, leads where it says, and brings nothing from elsewhere."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from api.reference.views import STYLE
from api.v1.schema import openapi_file
from infra.deliveries import Delivery

DOCS = "/api/docs/"
ROOT = Path(__file__).parents[3]


@cache
def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def pages() -> list[str]:
    return [DOCS, *dict.fromkeys(re.findall(rf'href="({DOCS}[a-z]+/)"', page(DOCS)))]


def test_every_operation_has_its_place(public_record: Delivery) -> None:
    operations = [one for methods in json.loads(openapi_file())["paths"].values() for one in methods.values()]
    headings = [heading for address in pages()[1:] for heading in re.findall(r'<h2 id="(\w+)"', page(address))]

    assert sorted(headings) == sorted(one["operationId"] for one in operations)


def test_every_link_leads_somewhere(public_record: Delivery) -> None:
    for address in pages():
        for link in re.findall(r'href="([^"]+)"', page(address)):
            path, _, place = link.replace("&amp;", "&").partition("#")
            found = page(path or address) if place else ""
            assert not place or f'id="{place}"' in found, link


def test_nothing_comes_from_elsewhere_and_nothing_runs(public_record: Delivery) -> None:
    for address in pages():
        policy = Client().get(address)["Content-Security-Policy"]

        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert f"<style>{STYLE}</style>" in page(address)
        assert not re.search(r"<script|<img|<link|style=|@import|url\(", page(address))


def test_pages_are_kept_like_every_answer(public_record: Delivery) -> None:
    first = Client().get(DOCS)

    assert Client().get(DOCS, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert Client().head(DOCS).status_code == 200
    assert 'rel="service-desc"' in first["Link"]
    assert 'rel="service-doc"' in Client().get("/api/v1/openapi.json")["Link"]


@pytest.mark.parametrize("address", [f"{DOCS}nowhere/", f"{DOCS}?page=2", f"{DOCS}%00/"])
def test_what_is_not_there_is_refused_as_everywhere(public_record: Delivery, address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code in (400, 404)
    assert answer["Content-Type"] == "application/problem+json"


def test_a_partner_finds_every_guide_and_program(settings: Settings) -> None:
    names = re.findall(rf'href="{DOCS}guides/([^"]+)"', page(DOCS))
    bodies = {name: Client().get(f"{DOCS}guides/{name}").content.decode() for name in names}

    assert {path.name for path in (ROOT / "docs/api").glob("*.md")} - {"README.md"} <= set(names)
    assert bodies["webhook_receiver.py"] == (ROOT / "docs/api/webhook_receiver.py").read_text()
    assert bodies["fund_repository.py"] == (ROOT / "docs/clients/fund_repository.py").read_text()
    assert f"curl -s {settings.PUBLIC_API_URL}/api/v1/status/" in bodies["quickstart.md"]
    assert f"base={settings.PUBLIC_API_URL}" in bodies["bulk.md"]
    assert Client().get(f"{DOCS}guides/openapi-1.0.json").status_code == 404


@pytest.mark.parametrize("address", ["/api/", "/api/v1/"])
def test_the_api_s_own_address_leads_people_to_its_pages(address: str) -> None:
    assert Client().get(address)["Location"] == DOCS
