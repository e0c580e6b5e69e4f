"""Mails by what became of them."""

from datetime import datetime

from django.db.models import Q


def refused_since(moment: datetime) -> Q:
    """Those that somebody refused for good, and that ended after this moment or still try others."""
    return ~Q(refused={}) & ~Q(sent_at__lte=moment) & ~Q(given_up_at__lte=moment)
