"""Ending somebody's sessions: the next click asks for the sign-in again."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User


@transaction.atomic
def end_sessions(*, person: User) -> int:
    """End every session of `person`, on whatever device; says how many there were."""
    living = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [one.pk for one in living.iterator() if one.get_decoded().get(SESSION_KEY) == str(person.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]
