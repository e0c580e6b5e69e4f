"""Support as a Django application."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Articles, requests and their clocks."""

    name = "cms.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare requests for help as a kind of case, and what they hold of people."""
        from cms.cases.kinds import register
        from cms.privacy import register as personal_data
        from cms.privacy.middleware import watch_screens

        from .kind import REQUEST
        from .personal_data import ENTRY

        register(REQUEST)
        personal_data.register(ENTRY)
        watch_screens(support_request="a request for help")
