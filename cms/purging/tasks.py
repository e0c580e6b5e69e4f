"""Telling each server of the public site what is old, so that it shows what is new at once.

Pages run out within half a minute anyway: when a word is lost, that is how late the site is.
"""

from collections.abc import Sequence
from typing import Final

import structlog
from celery import shared_task
from django.conf import settings

from .telling import UntoldError, tell

ATTEMPTS: Final = 4
log = structlog.get_logger(__name__)


def tell_sites_soon(*, expired: Sequence[str] = (), gone: Sequence[str] = ()) -> None:
    """Have a worker tell every server of the site; whoever published doesn't wait, and doesn't fail."""
    for site in settings.SITE_INSTANCES:
        try:
            tell_site.delay(site, list(expired), list(gone))
        except Exception:  # Whatever troubles the broker, it is published all the same.
            log.warning("site.not_told", site=site, exc_info=True)


@shared_task(
    autoretry_for=(UntoldError,),
    max_retries=ATTEMPTS,
    retry_backoff=2,
    retry_jitter=False,
    expires=120,
    ignore_result=True,
)
def tell_site(site: str, expired: list[str], gone: list[str]) -> None:
    """Tell one server of the site."""
    tell(site, expired=expired, gone=gone)
