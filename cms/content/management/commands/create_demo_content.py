"""`manage.py create_demo_content`: pages, banners and notices to try the site and the inbox with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.accounts.models import User
from cms.content.demo.gate import TwoPeople
from cms.content.demo.pages import publish_pages
from cms.content.demo.snippets import publish_snippets
from cms.content.demo.waiting import leave_in_the_inbox
from cms.content.models import HomePage


class Command(BaseCommand):
    """Publishes the demo's content through the gate, by maker and checker, once."""

    help = "Publish the demo's pages, banners, notices and questions (only when APP_ENV is demo or test)."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Publish all of it, or nothing when it is there already."""
        if settings.APP_ENV not in ("demo", "test"):
            raise CommandError("Demo content is made in the demo only: APP_ENV is not demo, so nothing was done.")
        if HomePage.objects.filter(live_revision__isnull=False).exists():
            self.stdout.write("The front page was published already: nothing was done.")
            return
        people = TwoPeople(maker=_user("maker"), checker=_user("checker"))
        publish_pages(people)
        publish_snippets(people)
        leave_in_the_inbox(people)
        self.stdout.write("The demo's content is public, and one submission of each kind waits for a decision.")


def _user(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        raise CommandError(f"There is no user “{name}”: run create_demo_users first; nothing was done.")
    return found
