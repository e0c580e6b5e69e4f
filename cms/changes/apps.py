from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "cms.changes"
    label = "changes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the kind of case, hear of decisions, and show late approvals to operators and changes to auditors."""
        from cms.cases.kinds import register as register_kind
        from cms.operations.checks.registry import register as register_check
        from cms.security.pack.sections import register as register_paper

        from . import papers
        from .checks import CHECK
        from .kind import CHANGE
        from .receivers import connect

        register_kind(CHANGE)
        register_check(CHECK)
        register_paper(papers.NAME, papers.PAPER)
        connect()
