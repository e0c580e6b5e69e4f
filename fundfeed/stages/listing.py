"""The row of a fund in lists and search: its summary ready to send, and columns to filter and sort by."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from ..records.coverage import newest_days
from ..records.feed import WITHDRAWN_STATUSES
from ..records.figures import FundFigures
from ..records.public import FundProfile
from ..search import slug
from . import compose
from .findable import Findable

LISTED_FIELDS = (
    "fund", "summary", "sort_name", "sort_name_zh", "status", "is_withdrawn", "authorisation_date", "changed_at",
    "fund_group", "fund_group_slug", "umbrella_id", "asset_class", "domicile", "currency", "legal_form", "risk_level",
    "is_etf", "distribution_policies", "share_class_currencies", "document_days", "lexemes",
)  # fmt: skip


def listed_row(profile: FundProfile, figures: FundFigures, changed_at: datetime, found: Findable) -> tuple[Any, ...]:
    """The values of `LISTED_FIELDS`."""
    summary, _ = compose.encoded(compose.summary(replace(profile, aum_fund=figures.aum_fund)))
    policies = {entry.share_class_distribution_policy for entry in profile.share_classes}
    house = (profile.fund_group_name or {}).get("en", "")
    return (
        profile.fund_id,
        summary,
        compose.sort_name(profile),
        compose.chinese_sort_name(profile),
        profile.authorisation_status,
        profile.authorisation_status in WITHDRAWN_STATUSES,
        profile.authorisation_date,
        changed_at,
        house,
        slug(house),
        profile.umbrella.umbrella_id if profile.umbrella else "",
        profile.asset_class or "",
        profile.fund_domicile_alpha2,
        profile.fund_currency,
        profile.legal_form or "",
        profile.risk_level,
        profile.is_etf,
        sorted(policy for policy in policies if policy),
        sorted({entry.share_class_currency for entry in profile.share_classes}),
        newest_days(profile.documents),
        found.lexemes,
    )
