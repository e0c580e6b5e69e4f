"""Taking something off the public site is proposed and approved like putting it there."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from cms.accounts.models import User

from .errors import NotApprovedError


@transaction.atomic
def propose(*, thing: Any, by: User, reason: str) -> WorkflowState:
    """Submit that `thing` be taken off as soon as it is approved; raises `NotApprovedError` if it can't be proposed."""
    if not thing.live:
        raise NotApprovedError(f"“{thing}” isn't public, so there is nothing to withdraw.")
    if thing.never_withdrawn:
        raise NotApprovedError(thing.never_withdrawn)
    if not reason.strip():
        raise NotApprovedError("Say why: the reason is shown to whoever decides, and kept.")
    if thing.has_unpublished_changes:
        raise NotApprovedError(f"“{thing}” has a draft: publish it or restore the live version first.")
    thing.expire_at = timezone.now()
    revision = thing.save_revision(user=by, clean=False)
    log(instance=thing, action="moderation.withdraw", user=by, revision=revision, data={"reason": reason.strip()})
    return thing.get_workflow().start(thing, by)
