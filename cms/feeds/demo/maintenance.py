"""Maintenance that is announced beforehand."""

from datetime import datetime, timedelta

from cms.operations.models import MaintenanceWindow


def maintenance(*, now: datetime) -> MaintenanceWindow:
    """Two hours in the second week from now."""
    start = (now + timedelta(days=10)).replace(minute=0, second=0, microsecond=0)
    made: MaintenanceWindow = MaintenanceWindow.objects.create(
        title="Move to the new database server",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        message_en="The site is read-only for about two hours. Your bookmarks go on working.",
        message_zh_hant="網站將有約兩小時只供閱讀。你的書籤不受影響。",
    )
    return made
