"""What was approved for a later time: going live and running out, each object by itself."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import structlog
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from . import notices
from .approval import approval_of
from .gate import opened
from .guarded import Guarded

log = structlog.get_logger(__name__)


def carry_out() -> tuple[int, int]:
    """Publish what is due and take off what has run out; says how many of each. One refusal stops no other."""
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now()).order_by("approved_go_live_at", "pk")
    published = sum(_alone(_publish, revision) for revision in due)
    withdrawn = sum(_alone(_take_off, thing) for thing in _run_out())
    return published, withdrawn


def approved_for(thing: Guarded) -> datetime | None:
    """When a version that was approved already goes live; each approval after it, a withdrawal too, unschedules it."""
    kept: Any = Revision.objects.for_instance(thing).filter(approved_go_live_at__isnull=False)
    return kept.values_list("approved_go_live_at", flat=True).first()


def _alone(act: Any, subject: Any) -> bool:
    try:
        with transaction.atomic():
            return bool(act(subject))
    except Exception:
        log.exception("moderation.schedule_refused", act=act.__name__, subject=str(subject), pk=subject.pk)
        return False


def _publish(revision: Revision) -> bool:
    """Publish one approved revision unless another worker just did."""
    due = Revision.objects.select_for_update(skip_locked=True).filter(pk=revision.pk, approved_go_live_at__isnull=False)
    if (current := due.first()) is None:
        return False
    approval = approval_of(current)
    with opened(current.content_object):
        current.publish(user=approval.approved_by, skip_permission_checks=True)
    notices.went_live(approval)
    return True


def _take_off(thing: Guarded) -> bool:
    """Take off one object unless another worker just did."""
    rows: Any = type(thing)._base_manager
    due = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=thing.pk, live=True)
    if (current := due.first()) is None:
        return False
    current.unpublish(set_expired=True)
    notices.ran_out(current)
    return True


def _run_out() -> Iterator[Guarded]:
    for model in apps.get_models():
        if issubclass(model, Guarded):
            rows: Any = model._base_manager
            yield from rows.filter(live=True, expire_at__lte=timezone.now())
