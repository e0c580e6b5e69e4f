from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "cms.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare incidents as a kind of case."""
        from cms.cases.kinds import register

        from .kind import INCIDENT

        register(INCIDENT)
