"""Taking something off the public site is proposed and approved like putting it there."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Revision, WorkflowState

from cms.accounts.models import User

from .errors import NotApprovedError


@transaction.atomic
def propose(*, thing: Any, by: User, reason: str) -> WorkflowState:
    """Submit that `thing` be taken off as soon as it is approved; raises `NotApprovedError` if it can't be proposed.

    A draft beside what is public stays in the history, and one that was sent back is taken back: nobody could withdraw
    anything if a draft stood in the way.
    """
    if not thing.live:
        raise NotApprovedError(f"“{thing}” isn't public, so there is nothing to withdraw.")
    if thing.never_withdrawn:
        raise NotApprovedError(thing.never_withdrawn)
    if not reason.strip():
        raise NotApprovedError("Say why: the reason is shown to whoever decides, and kept.")
    thing.expire_at = timezone.now()
    revision = thing.save_revision(user=by, clean=False)
    log(instance=thing, action="moderation.withdraw", user=by, revision=revision, data={"reason": reason.strip()})
    if (sent_back := thing.current_workflow_state) is not None:
        sent_back.cancel(user=by)
    return thing.get_workflow().start(thing, by)


def is_withdrawal(revision: Revision) -> bool:
    """Whether a version was kept to be taken off: its time was over when it was made."""
    expires = parse_datetime(revision.content.get("expire_at") or "")
    return expires is not None and expires <= revision.created_at


def reason_of(thing: Any, revision: Revision) -> str:
    """Why somebody wants `thing` taken off, as they said with this version."""
    said = log_registry.get_logs_for_instance(thing).filter(action="moderation.withdraw", revision=revision).first()
    return str(said.data.get("reason", "")) if said else ""
