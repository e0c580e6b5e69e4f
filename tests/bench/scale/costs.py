"""Measured costs of one request, from docs/performance.md: CPU of the server and of PostgreSQL, in seconds."""

from typing import Final

from msgspec import Struct

PAGE_KEPT: Final = 0.00058
FUND_MADE: Final = 0.00392
SEARCH_MADE: Final = 0.00234
API_FUND: Final = 0.00031
API_SEARCH: Final = 0.00090  # never asked before
DATABASE_FUND: Final = 0.00004
DATABASE_SEARCH: Final = 0.00014
KEPT_SECONDS: Final = 60.0  # a page in the site's memory; a CDN in front may keep it as long
FUND_BYTES: Final = 7_500
SEARCH_BYTES: Final = 4_600
ASSETS_BYTES: Final = 9_000  # once a visit, since they are immutable
DOCUMENT_BYTES: Final = 600_000
BUSY: Final = 0.6  # as much of a core as is planned for; what waits grows without end towards 1


class Machine(Struct, frozen=True):
    """What one process of each kind may take."""

    site_pages: int = 800  # 32 MB of pages
    connections: int = 33  # of one back end: a thread each, and one


class Need(Struct, frozen=True, kw_only=True):
    """Cores that are busy in the busiest minutes, by part; and what goes over the wire."""

    site: float
    api: float
    database: float
    asked: float
    made: float
    megabits: float
