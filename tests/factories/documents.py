"""Documents of a delivery: add one, replace one's file, bring a file, and see what the public gets."""

from copy import deepcopy
from typing import Any

from django.test import Client

from infra.deliveries import Delivery
from tests.factories import pdfs
from tests.factories.public_answers import body_of, get
from tests.factories.site import Site

Json = dict[str, Any]


def listed(fund_id: str) -> list[Json]:
    """The documents that the public sees at the fund."""
    found: list[Json] = get(f"/funds/{fund_id}/")["documents"]
    return found


def status_of(url: str) -> int:
    """The HTTP status of an address."""
    response = Client().get(url)
    body_of(response)
    return response.status_code


def add_document(delivery: Delivery, content: bytes, fund_id: str = "DEM00003", **changes: Any) -> Json:
    """A further document of the delivery; its file is not on the site until `bring`."""
    record: Json = deepcopy(delivery.documents["documents"][0]) | {
        "documentId": f"NEW-{len(delivery.documents['documents'])}",
        "fileName": pdfs.file_name(content),
        "appliesTo": [{"level": "fund", "id": fund_id}],
    }
    for name in ("checksum", "sizeInBytes"):
        del record[name]
    delivery.documents["documents"].append(record | changes)
    delivery.recount()
    return record


def drop_first_document(delivery: Delivery) -> None:
    """The delivery no longer lists its first document."""
    delivery.documents["documents"] = delivery.documents["documents"][1:]
    delivery.recount()


def replace_file(delivery: Delivery, content: bytes) -> None:
    """Other bytes under the id of the first document."""
    record: Json = delivery.documents["documents"][0]
    record["fileName"] = pdfs.file_name(content)
    record["checksum"] = {"algorithm": "SHA-256", "value": pdfs.file_name(content).removesuffix(".pdf")}
    record["sizeInBytes"] = len(content)


def bring(site: Site, content: bytes, *, name: str = "") -> None:
    """Put the file on the site, under its digest or another name."""
    site.file(name or pdfs.file_name(content)).write_bytes(content)
