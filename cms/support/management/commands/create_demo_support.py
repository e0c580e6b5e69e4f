"""`manage.py create_demo_support`: articles and requests to try support with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.accounts.models import User
from cms.content.demo.gate import TwoPeople
from cms.support.demo.asking import ask_for_help
from cms.support.demo.publishing import publish_articles, submit_an_article
from cms.support.models import HelpArticle

PEOPLE = ("maker", "checker")


class Command(BaseCommand):
    """Publishes the demo's articles through the gate and asks for help, once."""

    help = "Publish the demo's help articles (only when APP_ENV is demo or test)."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Publish all of them, or nothing when some are there already."""
        if settings.APP_ENV not in ("demo", "test"):
            raise CommandError("Demo articles are made in the demo only: APP_ENV is not demo, so nothing was done.")
        if HelpArticle.objects.exists():
            self.stdout.write("There are articles already: nothing was done.")
            return
        people = {user.username: user for user in User.objects.filter(username__in=PEOPLE)}
        if len(people) < len(PEOPLE):
            raise CommandError("Somebody is missing: run create_demo_users first; nothing was done.")
        both = TwoPeople(people["maker"], people["checker"])
        publish_articles(both)
        submit_an_article(both)
        ask_for_help(colleague=both.maker)
        self.stdout.write("Seven articles are approved, one waits for a decision, and two people asked for help.")
