"""Support as a Django application."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Articles, requests and their clocks."""

    name = "cms.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare requests for help as a kind of case."""
        from cms.cases.kinds import register

        from .kind import REQUEST

        register(REQUEST)
