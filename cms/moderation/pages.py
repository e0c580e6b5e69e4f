"""Moderated pages."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from cms.accounts.models import User

from .errors import NotApprovedError
from .guarded import Guarded


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

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only drafts that nobody has ever decided about, with nothing else below them."""
        return not self._is_kept() and bool(super().can_delete(ignore_bulk))

    def can_move(self) -> bool:
        """As with deleting: what is public stays where its readers know it."""
        return not self._is_kept() and bool(super().can_move())

    def can_move_to(self, destination: Page) -> bool:
        """To another place for drafts, as far as Wagtail lets them."""
        return self.can_move() and bool(super().can_move_to(destination))

    def _is_kept(self) -> bool:
        specific = self.page.specific
        return self.page.live or not self.page.is_leaf() or specific.workflow_states.exists()


class ModeratedPage(Guarded, Page):  # type: ignore[django-manager-missing] # Wagtail's page has an untyped manager
    """A page that becomes public by approval."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as any guarded thing; raises `NotApprovedError` for an alias, which would go public unapproved."""
        if self._state.adding and self.alias_of_id:
            raise NotApprovedError("A page has no alias: whatever is public is approved by itself.")
        super().save(*args, **kwargs)

    def permissions_for_user(self, user: User) -> Any:
        """What `user` may do with this page."""
        return ModeratedPagePermissions(user, self)
