from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "cms.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Know what is kept, and say whether it goes in time."""
        from cms.operations.checks.registry import register as register_checks

        from .checks import CHECKS
        from .register import register
        from .shipped import SHIPPED

        register(*SHIPPED)
        register_checks(*CHECKS)
