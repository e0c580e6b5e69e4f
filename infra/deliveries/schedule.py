"""The fixed days of the demo, and the envelope of each day's files."""

from datetime import date, timedelta
from typing import Any

PROVIDER = {"id": "DEMO", "name": "Demo Information Provider"}
FIRST_DAY = date(2026, 11, 18)


def content_date(day: int) -> date:
    """The date that the delivery of demo day 1, 2, 3… speaks of."""
    return FIRST_DAY + timedelta(days=day - 1)


def delivery_id(day: int) -> str:
    """The provider's name for the delivery of that day."""
    return f"{PROVIDER['id']}-{content_date(day):%Y%m%d}-01"


def envelope(kind: str, *, day: int) -> dict[str, Any]:
    """What all three files of the day start with; kind is index, document or deauthorised."""
    start = {
        "schema": f"fund-repository-feed/{kind}",
        "schemaVersion": "1.0",
        "provider": dict(PROVIDER),
        "deliveryId": delivery_id(day),
        "previousDeliveryId": delivery_id(day - 1),
        "generatedAt": f"{content_date(day)}T22:30:00+08:00",
        "contentDate": content_date(day).isoformat(),
        "dataOperation": "FULL",
    }
    if day == 1:
        del start["previousDeliveryId"]
    return start
