"""What the public reads of operators' announcements."""

from datetime import datetime
from typing import Literal

from fundfeed.records.feed import LanguageMap, Record

Affected = Literal["site", "api", "data", "documents"]


class StatusUpdate(Record, frozen=True, kw_only=True):
    """What was known at one moment."""

    at: datetime
    message: LanguageMap


class Incident(Record, frozen=True, kw_only=True, omit_defaults=False):
    """Something that doesn't work as it should, its updates the newest first; `resolvedAt` is null while it goes on."""

    incident_id: str
    title: LanguageMap
    affected: Affected
    impact: Literal["degraded", "outage"]
    began_at: datetime
    resolved_at: datetime | None
    updates: tuple[StatusUpdate, ...]


class Maintenance(Record, frozen=True, kw_only=True, omit_defaults=False):
    """Work that is announced, under way or over, and what isn't available meanwhile.

    `endsAt` is expected until it has come; it differs from `plannedEndsAt` when the work takes longer, or was over
    sooner. `completion` is null until it is over.
    """

    scope: Literal["site", "feed", "admin", "all"]
    kind: Literal["planned", "emergency"]
    starts_at: datetime
    planned_ends_at: datetime
    ends_at: datetime
    message: LanguageMap
    completion: LanguageMap | None
