"""Moderated pages."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from wagtail.models import Page, PagePermissionTester

from cms.accounts.models import User

from .errors import NotApprovedError
from .gate import is_open_for
from .guarded import Guarded

MOVES: Final = "A page below this one is public, and its address would change: the slug stays as it is."


class ModeratedPagePermissions(PagePermissionTester):
    """What people may do with a page: add, edit, submit; nobody, superusers included, does alone what readers see."""

    def can_publish(self) -> bool:
        """Pages are published by approval only."""
        return False

    can_publish_subpage = can_publish
    can_unpublish = can_publish
    can_set_view_restrictions = can_publish
    can_unschedule = can_publish
    can_reorder_children = can_publish
    can_lock = can_publish
    can_unlock = can_publish

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002 - the signature is Wagtail's
        """Only drafts that were never submitted, with nothing below them, by whoever may edit them."""
        return not self._is_kept() and bool(self.can_edit())

    def can_move(self) -> bool:
        """As with deleting: what is public stays where its readers know it."""
        return not self._is_kept() and bool(super().can_move())

    def can_move_to(self, destination: Page) -> bool:
        """To another place for drafts, as far as Wagtail lets them."""
        return self.can_move() and bool(super().can_move_to(destination))

    def _is_kept(self) -> bool:
        return self.page.live or not self.page.is_leaf() or self._was_submitted()

    def _was_submitted(self) -> bool:
        known: bool | None = getattr(self.page, "was_submitted", None)  # a list has asked for all its rows at once
        return bool(self.page.specific.workflow_states.exists()) if known is None else known


class ModeratedPage(Guarded, Page):  # type: ignore[django-manager-missing] # Wagtail's page has an untyped manager
    """A page that becomes public by approval."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a new address for a draft that has something public below it."""
        super().clean()
        if self._moves_what_is_public():
            raise ValidationError({"slug": MOVES})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as any guarded thing; raises `NotApprovedError` for an alias, which would go public unapproved."""
        if self._state.adding and self.alias_of_id:
            raise NotApprovedError("A page has no alias: whatever is public is approved by itself.")
        if self._moves_what_is_public():
            raise NotApprovedError(MOVES)
        super().save(*args, **kwargs)

    def permissions_for_user(self, user: User) -> Any:
        """What `user` may do with this page."""
        return ModeratedPagePermissions(user, self)

    def _moves_what_is_public(self) -> bool:
        """Whether a draft's new slug would change at once the addresses of public pages below it."""
        if self._state.adding or self.live or is_open_for(self):
            return False
        stored = self._rows().filter(pk=self.pk).exclude(slug=self.slug)
        return stored.exists() and self.get_descendants().filter(live=True).exists()
