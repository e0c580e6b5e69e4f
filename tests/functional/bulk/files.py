"""A set's files as a reader of the API gets them, and a correction that the next set tells."""

import gzip
from typing import Any

from django.test import Client

from fundfeed.models import BulkSet
from fundfeed.services import correct_fund
from tests.factories.public_answers import body_of, get

Json = dict[str, Any]


def file_of(made: BulkSet | None, kind: str) -> Json:
    """The entry of a file in the list of the API."""
    assert made is not None
    entry = next(one for one in get("/bulk/")["results"] if one["name"] == made.name)
    return next(file for file in entry["files"] if file["kind"] == kind)


def content(made: BulkSet | None, kind: str) -> bytes:
    """What a file says, unpacked."""
    return gzip.decompress(body_of(Client().get(file_of(made, kind)["url"])))


def correct(fund_id: str, value: Any, pointer: str = "/geography") -> None:
    correct_fund(fund_id=fund_id, pointer=pointer, value=value, reason="Page 3", by="maker", approved_by="checker")
