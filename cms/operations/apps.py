from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "cms.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of starts, and let the feed ask whether maintenance keeps it from taking in."""
        from . import starting  # noqa: F401 - connects its signals
        from .maintenance.receivers import connect

        connect()
