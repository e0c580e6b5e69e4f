"""The front end's copy of the API's description is the API's own; its types are made from that copy."""

import json
from pathlib import Path

from api.v1.schema import openapi_file

COPY = Path(__file__).parents[2] / "frontend" / "openapi.json"


def test_the_front_end_knows_the_api_as_it_is() -> None:
    theirs, ours = json.loads(COPY.read_bytes()), json.loads(openapi_file())

    assert theirs == ours, "the API has changed: run `make openapi`"
