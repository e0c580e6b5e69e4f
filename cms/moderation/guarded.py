"""What pages and snippets have in common: they refuse to change in public unless the gate is open for them."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.accounts.models import User

from .approval import Approval, approval_of
from .errors import NotApprovedError
from .gate import is_open_for, opened

BOOKKEEPING: Final = frozenset(
    {
        *("latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title"),
        *("locked", "locked_by", "locked_at", "wagtail_admin_comments"),
    }
)


class Guarded(models.Model):
    """Stands before Wagtail's mixins in the bases of everything that two people publish."""

    unseen_fields: ClassVar[frozenset[str]] = frozenset()
    """Fields that the system itself writes after approval; the table's trigger must leave them apart too."""

    live_revision_id: int | None
    workflow_states: Any
    workflow_in_progress: bool

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """Save drafts and bookkeeping; raises `NotApprovedError` for what the public would see."""
        if self._state.adding:
            self._begin_as_draft()
        elif not self._is_bookkeeping(update_fields) and not is_open_for(self) and self._is_public():
            raise NotApprovedError(f"“{self}” is public: it changes through an approval only.")
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete a draft that nobody has ever decided about; raises `NotApprovedError` for all else."""
        self.refuse_to_be_deleted()
        return super().delete(*args, **kwargs)

    @property
    def never_withdrawn(self) -> str:
        """Why nobody can propose to take it off; "" where somebody can."""
        return ""

    def take_effect(self, approval: Approval) -> None:
        """What an approval brings about besides being live; runs in its transaction, so an error undoes all."""

    def cease_effect(self, approval: Approval) -> None:
        """What running out brings about besides being taken off; in the same transaction."""

    def holds_now(self) -> Any:
        """What a review compares with, for kinds whose own row doesn't say what holds now; None for all others."""
        return None

    def doubts(self) -> Iterable[str]:
        """What a second person had better look at twice about this version; asks nothing of related rows."""
        return ()

    def refusal_to(self, user: User) -> str:  # noqa: ARG002 - for kinds that have something to say about it
        """Why `user` can't decide about this version though he had no hand in it; empty when he can."""
        return ""

    @classmethod
    def refused_submissions(cls, user: User) -> models.Q:  # noqa: ARG003 - as above
        """The task states about this kind for which `refusal_to` gives a reason, as a condition; empty for none."""
        return models.Q()

    def with_content_json(self, content: Any) -> Any:
        """A version as an object; what the system wrote since then stays as the row has it."""
        thing = super().with_content_json(content)  # type: ignore[misc] # the next in line is Wagtail's mixin
        for name in self.unseen_fields:
            setattr(thing, name, getattr(self, name))
        return thing

    @transaction.atomic
    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Keep a new version, never in the place of an old one; refused while somebody decides about the last one."""
        self._rows().select_for_update(of=("self",)).filter(pk=self.pk).first()
        if self.workflow_in_progress:
            raise NotApprovedError(f"“{self}” waits for a decision: nobody can edit it until then.")
        kwargs |= {"overwrite_revision": None, "approved_go_live_at": None}
        return super().save_revision(*args, **kwargs)  # type: ignore[misc] # the next in line is Wagtail's mixin

    @transaction.atomic
    def publish(self, revision: Revision, user: User | None = None, **kwargs: Any) -> None:
        """Make an approved revision public, or schedule it; raises `NotApprovedError` with the gate closed."""
        if not is_open_for(self):
            raise NotApprovedError(f"“{self}” is published by an approval only.")
        super().publish(revision, user=user, **(kwargs | {"skip_permission_checks": True}))  # type: ignore[misc]
        now_public = self._rows().get(pk=self.pk)
        if now_public.live_revision_id != revision.pk:
            return  # it is approved for a later time
        now_public.take_effect(approval_of(revision))
        if now_public._has_run_out():
            now_public.unpublish(set_expired=True)

    def unpublish(self, set_expired: bool = False, user: User | None = None, **kwargs: Any) -> None:  # noqa: ARG002
        """Take off what has run out, as it was approved to; raises `NotApprovedError` for anything else.

        No person does it, so none is asked for the permission that nobody has.
        """
        if not (set_expired and self._has_run_out()):
            raise NotApprovedError(f"“{self}” is taken off by an approved withdrawal only.")
        approved = self._rows().get(pk=self.pk).live_revision
        with transaction.atomic(), opened(self):
            super().unpublish(set_expired=True, **kwargs)  # type: ignore[misc] # the next in line is Wagtail's mixin
            if approved is not None:
                self.cease_effect(approval_of(approved))

    def refuse_to_be_deleted(self) -> None:
        """Raise `NotApprovedError` unless this is a draft that nobody has ever decided about."""
        if self.live or self.workflow_states.exists():
            raise NotApprovedError(f"“{self}” was submitted or public: its history is kept, so it can't be deleted.")

    def _begin_as_draft(self) -> None:
        self.live = False
        self.live_revision = self.latest_revision = None
        self.first_published_at = self.last_published_at = None
        self.has_unpublished_changes = True

    def _rows(self) -> Any:
        return type(self)._base_manager

    def _has_run_out(self) -> bool:
        return self._rows().filter(pk=self.pk, expire_at__lte=timezone.now()).exists()

    def _is_public(self) -> bool:
        return bool(self.live) or self._rows().filter(pk=self.pk, live=True).exists()

    def _is_bookkeeping(self, update_fields: Any) -> bool:
        return update_fields is not None and set(update_fields) <= BOOKKEEPING | self.unseen_fields
