"""What is told of the record's state: another text on another day, for another record, and for another program."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

import api
import fundfeed
from fundfeed.selectors.record_state import PresentState

HEADER: Final = "Record-State"
LETTERS: Final = 32


def told(record: PresentState) -> str:
    """The state today as clients see it: the same from all processes of one release, and from none of the next."""
    database = f"{record.changed} {record.table} {record.server_began.isoformat()}"
    own = f"{database} {timezone.localdate()} {settings.PUBLIC_API_URL} {program()}"
    return sha256(own.encode()).hexdigest()[:LETTERS]


@lru_cache(maxsize=1)
def program() -> str:
    """A digest of the code that makes answers: the next release may say the same record otherwise."""
    files = [path for package in (api, fundfeed) for root in package.__path__ for path in Path(root).rglob("*.py")]
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in sorted(files))).hexdigest()
