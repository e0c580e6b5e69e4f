"""Support as a Django application."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Articles, requests and their clocks."""

    name = "cms.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare requests for help as a kind of case, what they hold of people, and their part of the summary."""
        from cms.cases.kinds import register
        from cms.operations.summary.registry import register as register_paragraphs
        from cms.privacy import register as personal_data
        from cms.privacy.middleware import watch_screens

        from .kind import REQUEST
        from .personal_data import ENTRY
        from .summary import PARAGRAPH

        register(REQUEST)
        personal_data.register(ENTRY)
        watch_screens(support_request="a request for help")
        register_paragraphs(PARAGRAPH)
