"""Celery tasks: load by id, call one service. The broker only triggers; the run is a row."""

from celery import shared_task

from . import services
from .models import FeedRun, Provider


@shared_task
def run_due_feeds() -> None:
    """Start a run for every provider whose feed is due or whose day turns, each in a task of its own."""
    for provider in services.providers_due():
        run_one_feed.delay(provider.pk)
    for provider in services.providers_with_a_day_to_turn():
        turn_one_day.delay(provider.pk)


@shared_task
def run_one_feed(provider_id: int) -> None:
    """Run one provider's feed; a second trigger while one is under way does nothing."""
    try:
        services.run_feed(provider=Provider.objects.get(pk=provider_id), trigger=FeedRun.Trigger.SCHEDULE)
    except services.AlreadyRunning:
        return


@shared_task
def turn_one_day(provider_id: int) -> None:
    """Let what one provider stated for today take effect; a run under way does it by itself."""
    try:
        services.turn_day(provider=Provider.objects.get(pk=provider_id))
    except services.AlreadyRunning:
        return


@shared_task
def check_documents() -> None:
    """Hash the next slice of stored documents again."""
    services.check_documents()


@shared_task
def make_bulk() -> None:
    """Make the files of the whole public record when they are due."""
    services.make_bulk()


@shared_task
def send_messages() -> None:
    """Send the mails that wait."""
    services.send_messages()


@shared_task
def index_search() -> None:
    """Make the search index anew when what is found has changed."""
    services.index_search()
