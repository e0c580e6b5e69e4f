"""Celery tasks: load by id, call one service. The broker only triggers; the run is a row."""

from celery import shared_task

from .models import FeedRun, Provider
from .services import AlreadyRunning, run_feed


@shared_task
def run_all_feeds() -> None:
    """Start a run for every enabled provider, each in a task of its own."""
    for provider_id in Provider.objects.filter(is_enabled=True).values_list("pk", flat=True):
        run_one_feed.delay(provider_id)


@shared_task
def run_one_feed(provider_id: int) -> None:
    """Run one provider's feed; a second trigger while one is under way does nothing."""
    try:
        run_feed(provider=Provider.objects.get(pk=provider_id), trigger=FeedRun.Trigger.SCHEDULE)
    except AlreadyRunning:
        return
