"""What people may do with moderated things and with the rules themselves: propose, never publish."""

from collections.abc import Iterable
from typing import Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

BY_APPROVAL_ONLY: Final = frozenset({"publish", "delete", "lock", "unlock"})
LOOK: Final = "view"


class ModeratedPolicy(ModelPermissionPolicy):
    """Lets people look, add and change as their roles say; nobody, superusers included, publishes or deletes."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        """Whether `user` may do `action` alone."""
        return action not in BY_APPROVAL_ONLY and bool(super().user_has_permission(user, action))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[AbstractBaseUser]:
        """The people who may do one of `actions` alone."""
        allowed = set(actions) - BY_APPROVAL_ONLY
        return super().users_with_any_permission(allowed) if allowed else get_user_model().objects.none()


class FixedPolicy(ModelPermissionPolicy):
    """For what comes with an installation and isn't changed on screen: workflows, tasks, sites, roles, collections."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        """Whether `user` may look; nothing else, not even as superuser."""
        return action == LOOK and bool(super().user_has_permission(user, action))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[AbstractBaseUser]:
        """The people who may look, or nobody."""
        return super().users_with_any_permission({LOOK}) if LOOK in actions else get_user_model().objects.none()
