"""`manage.py create_demo_decisions`: what waits in the demo's inbox about facts, partners and people."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.content.demo.gate import TwoPeople
from cms.feeds.demo.about_deliveries import policy, publication
from cms.feeds.demo.about_funds import document_type, editorial, summary, upload
from cms.feeds.demo.about_partners import another_key, known_partner, new_partner
from cms.feeds.demo.about_people import access, copy_of_data
from cms.feeds.demo.changes import database_update, new_server
from cms.feeds.demo.maintenance import late_data, maintenance, own_words, shorter_times, tighter_limits
from cms.funds.models import FundEditorial
from fundfeed.models import Delivery, Fund

PEOPLE = ("maker", "operator", "manager", "auditor", "checker")


class Command(BaseCommand):
    """Submits one thing of each kind about funds, deliveries, partners and people, once; one partner is approved."""

    help = "Fill the demo's inbox with decisions about facts (only when APP_ENV is demo or test)."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Submit all of it, or nothing when some of it is there already."""
        if settings.APP_ENV not in ("demo", "test"):
            raise CommandError("Demo decisions are made in the demo only: APP_ENV is not demo, so nothing was done.")
        if FundEditorial.objects.exists():
            self.stdout.write("There are editorials already: nothing was done.")
            return
        delivery = Delivery.objects.exclude(applied_at=None).order_by("applied_at").first()
        if delivery is None:
            raise CommandError("No delivery is public yet: run sync_feed first; nothing was done.")
        people = {user.username: user for user in User.objects.filter(username__in=PEOPLE)}
        if len(people) < len(PEOPLE):
            raise CommandError("Somebody is missing: run create_demo_users first; nothing was done.")
        _submit(delivery, **people)
        self.stdout.write("Sixteen submissions about funds, deliveries, partners and people wait for a decision.")


def _submit(delivery: Delivery, *, maker: User, operator: User, manager: User, auditor: User, checker: User) -> None:
    """What the fund data manager, the system operator and the business operator propose."""
    fund = Fund.objects.order_by("pk")[0]
    today = timezone.localdate()
    data_manager, system_operator = TwoPeople(maker, checker), TwoPeople(operator, checker)
    data_manager.publish(summary(Fund.objects.order_by("-pk")[0]))
    data_manager.submit(editorial(fund))
    data_manager.submit(upload(fund))
    data_manager.submit(publication(delivery, by=maker.username))
    system_operator.submit(policy(delivery.provider))
    system_operator.submit(document_type())
    system_operator.submit(maintenance(now=timezone.now()))
    system_operator.submit(late_data(now=timezone.now()))
    system_operator.submit(database_update(now=timezone.now()))
    system_operator.submit(new_server())
    system_operator.submit(tighter_limits())
    system_operator.submit(shorter_times())
    system_operator.submit(own_words())
    system_operator.submit(new_partner(today=today))
    system_operator.submit(another_key(system_operator.publish(known_partner(today=today))))
    business_operator = TwoPeople(manager, checker)
    business_operator.submit(access(auditor))
    business_operator.submit(copy_of_data(auditor))
