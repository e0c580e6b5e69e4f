"""The envelope's keys as they stand on the wire (section 2 of the feed contract)."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

Word = Annotated[str, Meta(max_length=100, pattern=r"^[^\x00]*$")]
Instant = Annotated[datetime, Meta(tz=True)]


class Sender(Struct, rename="camel"):
    """Who delivers."""

    id: Word = ""


class Head(Struct, rename="camel"):
    """The envelope as it stands on the wire: all but the list of records."""

    schema_version: Word = ""
    provider: Sender = msgspec.field(default_factory=Sender)
    delivery_id: Word = ""
    previous_delivery_id: Word | None = None
    generated_at: Instant | None = None
    content_date: date | None = None
    data_operation: Word = "FULL"
    record_count: int | None = None
