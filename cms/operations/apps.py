from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "cms.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of it when the schedule or a worker starts."""
        from . import starting  # noqa: F401 - connects its signals
