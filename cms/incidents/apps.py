from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "cms.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare incidents as a kind of case, listen to failed recovery, and stand among checks and summary."""
        from cms.backups.signals import recovery_failed
        from cms.cases.kinds import register
        from cms.operations.checks.registry import register as register_checks
        from cms.operations.summary.registry import register as register_paragraphs

        from .checks import CHECKS
        from .kind import INCIDENT
        from .recovering import open_for
        from .summary import PARAGRAPH

        register(INCIDENT)
        register_checks(*CHECKS)
        register_paragraphs(PARAGRAPH)
        recovery_failed.connect(open_for, dispatch_uid="incidents.recovery_failed")
