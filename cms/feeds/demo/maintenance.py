"""Maintenance that is announced beforehand, a trouble that isn't, and limits and times for operators."""

import json
from datetime import datetime, timedelta

from cms.cases.models import CaseTimes
from cms.incidents.models import IncidentMessage
from cms.operations.models import MaintenanceWindow, StatusNotice, Threshold


def maintenance(*, now: datetime) -> MaintenanceWindow:
    """Two hours in the second week from now, and then each month."""
    start = (now + timedelta(days=10)).replace(minute=0, second=0, microsecond=0)
    made: MaintenanceWindow = MaintenanceWindow.objects.create(
        title="Updates of the database server",
        recurrence="monthly",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        message_en="The site is read-only for about two hours. Your bookmarks go on working.",
        message_zh_hant="網站將有約兩小時只供閱讀。你的書籤不受影響。",
    )
    return made


def late_data(*, now: datetime) -> StatusNotice:
    """A provider that delivers late today."""
    began = now - timedelta(hours=1)
    said = {
        "at": began.isoformat(),
        "message_en": "Today's delivery hasn't arrived. You see the figures of the last business day.",
        "message_zh_hant": "今日的數據尚未送達。你所見的是上一營業日的數字。",
    }
    made: StatusNotice = StatusNotice.objects.create(
        title_en="Today's figures are late",
        title_zh_hant="今日數字延遲",
        began_at=began,
        updates=json.dumps([{"type": "update", "value": said}]),
    )
    return made


def tighter_limits() -> Threshold:
    """Submissions are to be decided about sooner."""
    made: Threshold = Threshold.objects.create(
        measure="approval_hours",
        target=4,
        warning=12,
        critical=48,
        reason="Notices can't wait for three days.",
    )
    return made


def shorter_times() -> CaseTimes:
    """Critical incidents are to be responded to sooner."""
    made: CaseTimes = CaseTimes.objects.create(
        rule="INC P1",
        response_hours=0.25,
        update_hours=0.5,
        resolution_hours=2,
        reason="As agreed with the regulator: two hours, not four.",
    )
    return made


def own_words() -> IncidentMessage:
    """The provider is asked for a date, too."""
    made: IncidentMessage = IncidentMessage.objects.create(
        purpose="provider-not-delivered",
        subject="Where is today's delivery? ({number})",
        text="To {provider}\n\nNothing came today. {found}\n\nPlease call our operators before noon.",
    )
    return made
