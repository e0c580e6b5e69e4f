"""Wagtail's screens of groups, with our rules."""

from wagtail.users.views.groups import GroupViewSet as WagtailGroupViewSet


class GroupViewSet(WagtailGroupViewSet):
    """The roles."""
