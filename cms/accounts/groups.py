"""Wagtail's list of roles, to look at: what a role may do comes with the installation, by migrations."""

from typing import Any

from django.contrib.auth.models import Group
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.views.groups import GroupViewSet as WagtailGroupViewSet
from wagtail.users.views.groups import IndexView

from .users import absent

CHANGING = {"add": "new/", "edit": "edit/<int:pk>/", "delete": "delete/<int:pk>/"}


class RolesView(IndexView):
    """The roles; each leads to the people who have it."""

    @cached_property
    def columns(self) -> list[Any]:
        """The name."""
        return [TitleColumn("name", label="Role", sort_key="name", get_url=_people_with)]


class GroupViewSet(WagtailGroupViewSet):
    """The roles."""

    index_view_class = RolesView

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's without what changes a role: with another name or other rights it would be another role."""
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name not in CHANGING]
        return [*kept, *(path(where, absent, name=name) for name, where in CHANGING.items())]


def _people_with(role: Group) -> str:
    return f"{reverse('wagtailusers_users:index')}?group={role.pk}"
