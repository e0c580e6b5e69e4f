"""Telling each server of the public site what is old, so that it shows what is new at once.

Pages run out within half a minute anyway: when a word is lost, that is how late the site is.
"""

from collections.abc import Sequence
from typing import Final

from celery import shared_task
from django.conf import settings

from fundfeed.adapters.broker import wake

from .telling import UntoldError, tell

ATTEMPTS: Final = 4


def tell_sites_soon(*, expired: Sequence[str] = (), gone: Sequence[str] = ()) -> None:
    """Have a worker tell every server of the site; whoever published doesn't wait, and doesn't fail."""
    for site in settings.SITE_INSTANCES:
        wake(tell_site.name, site, list(expired), list(gone))


@shared_task(autoretry_for=(UntoldError,), max_retries=ATTEMPTS, retry_backoff=2, retry_jitter=False, expires=120)
def tell_site(site: str, expired: list[str], gone: list[str]) -> None:
    """Tell one server of the site."""
    tell(site, expired=expired, gone=gone)
