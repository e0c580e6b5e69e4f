"""Two people of the demo ask for help."""

from datetime import timedelta

from django.utils import timezone

from cms.accounts.models import User
from cms.support.services import Asked, open_request


def ask_for_help(*, colleague: User) -> None:
    """A reader of the site, some hours ago, and a colleague."""
    now = timezone.now()
    reader = Asked(
        category="fund",
        fund_id="DEM00001",
        name="Ann Reader",
        email="ann@example.org",
        description="The net asset value of Monday is the same as that of Friday. Is that right?",
        steps="I opened the fund's page and looked at the table below the chart.",
        expected="A new figure for Monday.",
        actual="The same figure twice.",
    )
    open_request(asked=reader, at=now - timedelta(hours=3))
    own = Asked(
        category="site",
        email=colleague.email,
        description="The preview of my banner shows the old picture.",
        locale="en",
    )
    open_request(asked=own, at=now, colleague=colleague, priority="P4")
