from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "cms.security"
    label = "security"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what people do at the door, and say how this installation is set up."""
        from cms.operations.checks.registry import register

        from . import configuration, receivers, storage_check  # noqa: F401 - models exist only now
        from .checks import CHECKS

        register(*CHECKS)
