"""The first round is made when the schedule or a worker starts: nobody waits a minute to hear how it stands."""

from typing import Any

from celery.signals import beat_init, worker_ready

from .tasks import make_checks


@beat_init.connect
@worker_ready.connect
def look_at_once(**_: Any) -> None:
    """Order a round; what was looked at within the minute isn't due again, so twice does no harm."""
    make_checks.apply_async(expires=50, ignore_result=True, retry=False)
