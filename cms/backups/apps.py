from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "cms.backups"
    label = "backups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say on the operators' screen how old backup and drill are."""
        from cms.operations.checks import registry as checks
        from cms.operations.metrics import registry as metrics

        from .checks import CHECKS
        from .metrics import backups

        checks.register(*CHECKS)
        metrics.register(backups)
