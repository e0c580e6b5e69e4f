"""`manage.py create_demo_users`: people to try the admin with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.accounts.granting import set_access
from cms.accounts.models import User
from cms.accounts.roles import (
    AUDITOR,
    BUSINESS_OPERATOR,
    CONTENT_MANAGER,
    FUND_DATA_MANAGER,
    INFORMATION_PROVIDER,
    SYSTEM_ADMINISTRATOR,
    SYSTEM_OPERATOR,
)
from cms.accounts.telling import untold
from fundfeed.models import Provider

DEMO_USERS = {
    "maker": (FUND_DATA_MANAGER, CONTENT_MANAGER),
    "checker": (FUND_DATA_MANAGER, CONTENT_MANAGER, SYSTEM_ADMINISTRATOR),
    "operator": (SYSTEM_OPERATOR,),
    "manager": (BUSINESS_OPERATOR,),
    "auditor": (AUDITOR,),
    "provider": (INFORMATION_PROVIDER,),
}


class Command(BaseCommand):
    """Creates the six people of the demo with the password of DEMO_PASSWORD, in the demo only."""

    help = "Create the demo's users maker, checker, operator, manager, auditor and provider (only when APP_ENV=demo)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the missing users and give all of them the password and groups that they should have."""
        if settings.APP_ENV != "demo":
            raise CommandError("Demo users are made in the demo only: APP_ENV is not demo, so nothing was done.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("Set DEMO_PASSWORD to the password that the demo users shall have; nothing was done.")
        for username, roles in DEMO_USERS.items():
            with untold():
                self.stdout.write(_ensure(username=username, roles=roles, password=settings.DEMO_PASSWORD))


@transaction.atomic
def _ensure(*, username: str, roles: tuple[str, ...], password: str) -> str:
    user, is_new = User.objects.get_or_create(username=username, defaults={"email": f"{username}@demo.invalid"})
    if is_new or not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    provider = Provider.objects.first() if INFORMATION_PROVIDER in roles else None
    set_access(person=user, roles=roles, provider=provider)
    return f"{username}: {', '.join(roles)} ({'created' if is_new else 'was there'})"
