"""Wagtail's screens of people, with our form."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Names the screens that replace Wagtail's own."""

    user_viewset = "cms.accounts.people.PeopleViewSet"
