"""The examples in the OpenAPI file are answers: asked again, the record answers the same."""

import json
import re
from typing import Any

import pytest
import requests

from api.description.examples import FILE, HOST, kept
from tests.factories.shipped import Shipped
from tests.parts import STATE

pytestmark = pytest.mark.django_db
FUND, LOCALE = "/funds/DEM00001/", "?locale=en"
ASKED = {
    "listFunds": "/funds/?search=amundi&pageSize=1",
    "listFundFacets": "/funds/facets/?assetClass=equity",
    "getFund": FUND,
    "listFundDocuments": f"{FUND}documents/",
    "listFundVersions": f"{FUND}versions/?pageSize=1",
    "getFundVersion": f"{FUND}versions/1/",
    "compareFundVersions": f"{FUND}versions/compare/?from=1&to=2",
    "proveFundVersion": f"{FUND}versions/1/proof/",
    "getFundProvenance": f"{FUND}provenance/",
    "getFundFigures": f"{FUND}figures/?from=2026-11-17&to=2026-11-19",
    "getRecordState": "/record/",
    "getChainHead": "/chain/",
    "listFundGroups": "/fund-groups/?pageSize=1",
    "getFundGroup": "/fund-groups/amundi/",
    "listUmbrellas": "/umbrellas/?pageSize=1",
    "getUmbrella": "/umbrellas/UMB-CCB60DB7/",
    "resolve": "/resolve/?id=LU1681041387",
    "listDocuments": "/documents/?fundId=DEM00001&documentType=KFS&pageSize=1",
    "getDocumentAbout": "/documents/{sha256}/",
    "verifyDocument": "/verify/{sha256}",
    "listDocumentTypes": "/document-types/",
    "listCoverage": "/coverage/?pageSize=1",
    "countCoverage": "/coverage/totals/?documentType=AR",
    "listChanges": "/changes/?pageSize=1",
    "listContentChanges": "/content-changes/?kind=legal&pageSize=1",
    "listBulkFiles": "/bulk/",
    "getPage": "/pages/?path=/about/",
    "listRedirects": f"/redirects/{LOCALE}",
    "getMenu": f"/menus/{LOCALE}",
    "listBanners": f"/banners/{LOCALE}",
    "getLegalNotice": f"/legal/terms/{LOCALE}",
    "listLegalVersions": f"/legal/terms/versions/{LOCALE}",
    "listFrequentQuestions": f"/faq/{LOCALE}",
    "listHelpArticles": f"/help/{LOCALE}",
    "getHelpArticle": f"/help/find-a-fund/{LOCALE}",
    "listNews": "/news/?pageSize=1",
    "listWebhooks": "/partner/webhooks/",
    "getStatus": "/status/",
    "listProblems": "/problems/",
}
PASSING = (
    (re.compile(r"http://127\.0\.0\.1:\d+"), HOST),
    (re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+Z)?"), "a moment"),
    (re.compile(r"\d{8}T\d{6}Z"), "a moment"),
    (re.compile(r"\b[0-9a-f]{16,64}\b"), "a digest"),
    (re.compile(r"(?<=[=\"])[A-Za-z0-9_-]{24,}(?=\")"), "a token"),
    (re.compile(r'("(?:sizeInBytes|id|\w+Id)": )"?\d+"?'), r"\g<1>1"),  # rows are numbered by all tests together
)


def test_each_example_is_what_the_record_answers(api: Shipped) -> None:
    fresh = {name: _asked(api, address) for name, address in ASKED.items()}

    written = STATE / FILE.name
    written.write_text(json.dumps(fresh, indent=1, ensure_ascii=False).replace(api.url, HOST) + "\n")
    assert _lasting(written.read_text()) == _lasting(FILE.read_text()), f"take the answers of today: {written}"


def test_each_example_belongs_to_an_operation() -> None:
    assert kept().keys() == ASKED.keys()


def test_every_answer_that_the_pages_offer_to_show_is_there(api: Shipped) -> None:
    index = requests.get(f"{api.url}/api/docs/", timeout=30).text
    rooms = dict.fromkeys(re.findall(r'href="(/api/docs/[a-z]+/)"', index))
    pages = [requests.get(f"{api.url}{room}", timeout=30).text for room in rooms]

    links = [link.replace("&amp;", "&") for page in pages for link in re.findall(r'class="try" href="([^"]+)"', page)]

    assert len(links) > 20
    for link in links:
        assert requests.get(f"{api.url}{link}", timeout=30).status_code == 200, link


def _asked(api: Shipped, address: str) -> dict[str, Any]:
    if "{sha256}" in address:
        (document, *_) = _answer(api, FUND)["documents"]
        address = address.format(sha256=document["sha256"])
    return {"asked": address, "answer": _short(_answer(api, address))}


def _answer(api: Shipped, address: str) -> Any:
    headers = {"Authorization": f"Bearer {api.keys[0]}"} if address.startswith("/partner/") else {}
    answer = requests.get(f"{api.url}/api/v1{address}", headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _short(value: Any) -> Any:
    """The value with each list cut down to its first two entries."""
    if isinstance(value, list):
        return [_short(one) for one in value[:2]]
    return {name: _short(one) for name, one in value.items()} if isinstance(value, dict) else value


def _lasting(text: str) -> Any:
    """What stays the same from one run to the next."""
    for pattern, instead in PASSING:
        text = pattern.sub(instead, text)
    return json.loads(text)
