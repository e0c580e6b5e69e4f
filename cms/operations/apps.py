from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "cms.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the feed ask whether maintenance keeps it from taking in."""
        from .maintenance.receivers import connect

        connect()
