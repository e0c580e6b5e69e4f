from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "cms.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare incidents as a kind of case, listen to failed recovery, stand among checks, summary and papers."""
        from cms.backups.signals import recovery_failed
        from cms.cases.kinds import register
        from cms.operations.checks.registry import register as register_checks
        from cms.operations.summary.registry import register as register_paragraphs
        from cms.security.pack.sections import register as register_paper

        from . import papers
        from .checks import CHECKS
        from .kind import INCIDENT
        from .recovering import open_for
        from .summary import PARAGRAPH

        register(INCIDENT)
        register_checks(*CHECKS)
        register_paper(papers.NAME, papers.PAPER)
        register_paragraphs(PARAGRAPH)
        recovery_failed.connect(open_for, dispatch_uid="incidents.recovery_failed")
