"""A change that somebody asks for, and one for the catalogue."""

from datetime import datetime, timedelta

from cms.changes.models import ChangeRequest, StandardChange


def database_update(*, now: datetime) -> ChangeRequest:
    """The work of the announced maintenance."""
    start = (now + timedelta(days=10)).replace(minute=0, second=0, microsecond=0)
    made: ChangeRequest = ChangeRequest.objects.create(
        title="Update of the database server",
        priority="P3",
        requester="Infrastructure",
        description="Bring PostgreSQL to its newest minor version and start it anew.",
        justification="The version closes three holes.",
        risk="medium",
        risks="It doesn't start: nothing can be written, and the site shows what it kept.",
        rollback="Install the version before and start it; the files are the same.",
        test_plan="On staging a week before; here manage.py smoke, then the dashboard.",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )
    return made


def new_server() -> StandardChange:
    """What is done each time that more people read."""
    made: StandardChange = StandardChange.objects.create(
        title="Add a server of the public site",
        description="Start one more, name it in SITE_INSTANCES, put it behind nginx.",
        risks="It isn't named: its pages are half a minute late.",
        rollback="Take it out of nginx and stop it.",
        test_plan="/healthz of the server, then manage.py smoke.",
    )
    return made
