"""Banners leave the site by themselves, at their last moment: here people are told of it."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from cms.moderation import notices

from .models import Banner

BELATED: Final = timedelta(days=7)  # a worker that was down longer tells of older ones no more


def tell_of_ends() -> int:
    """Mail maker and checkers of each banner whose window has ended, once; says of how many."""
    now = timezone.now()
    over = Banner.objects.filter(live=True, ends_at__lte=now, ends_at__gt=now - BELATED).order_by("pk")
    return sum(_tell(number) for number in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _tell(number: int) -> bool:
    """One banner, unless another worker has it in hand."""
    banner = Banner.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=number, live=True).first()
    return banner is not None and notices.window_over(banner)
