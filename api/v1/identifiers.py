"""Identifiers in addresses."""

import re

from rest_framework.exceptions import NotFound

FUND_ID = re.compile(r"[A-Z0-9-]{3,20}")


def known_form(fund_id: str) -> str:
    """The fundId, if one could look like that; else nothing is published there."""
    if not FUND_ID.fullmatch(fund_id):
        raise NotFound(f"No fund is published under the fundId {fund_id[:20]}.")
    return fund_id
