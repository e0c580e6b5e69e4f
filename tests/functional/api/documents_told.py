"""Documents of a site as its deliveries bring them, and as the API lists them."""

from typing import Any

import jsonschema
from django.test import Client

from tests.factories import pdfs
from tests.factories.documents import add_document, bring
from tests.factories.public_answers import API, get
from tests.factories.site import Site

Json = dict[str, Any]
OLD, NEW, OTHER = pdfs.sound("Old"), pdfs.sound("New"), pdfs.sound("Other")
FIRST = "DEMO-KFS-DEM00001-1"
UNKNOWN = "0" * 64


def deliver(site: Site, *documents: tuple[str, bytes, Json]) -> None:
    """The next day's delivery, with these further documents of DEM00003."""
    day = site.next_day()
    for document_id, content, changes in documents:
        add_document(day, content, documentId=document_id, **changes)
    site.deliver(day)
    for _, content, _ in documents:
        bring(site, content)
    assert site.sync().outcome == "applied"


def listed(query: str = "") -> list[str]:
    return [one["documentId"] for one in get(f"/documents/?{query}")["results"]]


def sha(content: bytes) -> str:
    return pdfs.file_name(content).removesuffix(".pdf")


def published_on(day: str) -> Json:
    return {"publicationDate": day, "documentDate": day, "validFrom": day}


def first_sha() -> str:
    found: str = get("/documents/?fundId=DEM00001")["results"][0]["sha256"]
    return found


def schema(content: object, name: str) -> None:
    """Hold an answer against the OpenAPI file."""
    components = Client().get(f"{API}/openapi.json").json()["components"]
    shape = {"$ref": f"#/components/schemas/{name}", "components": components}
    jsonschema.validate(content, shape, jsonschema.Draft202012Validator)
