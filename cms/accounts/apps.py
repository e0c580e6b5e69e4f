from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "cms.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what changes people."""
        from . import signals, watching  # noqa: F401 - models exist only now


class AddressesConfig(AppConfig):
    """People as the batch needs them, which mails some of them and changes none."""

    name = "cms.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's screens of users and groups, with our rules."""

    user_viewset = "cms.accounts.users.UserViewSet"
    group_viewset = "cms.accounts.groups.GroupViewSet"
