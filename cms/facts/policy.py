"""The permission policy of everything that only the feed may write."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from .outsiders import OWN, is_outsider

LOOK = "view"


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Lets people look when they hold the model's view permission; refuses everything else, to superusers too."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        """Whether `user` may do `action`; only "view" can be answered with yes."""
        if action != LOOK or (is_outsider(user) and self.model not in OWN):
            return False
        return bool(super().user_has_permission(user, action))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[AbstractBaseUser]:
        """The people who may do one of `actions`: those who may look, or nobody."""
        if LOOK not in actions:
            return get_user_model().objects.none()
        return super().users_with_any_permission({LOOK})
