from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DatabaseConfig(AppConfig):
    name = "cms.database"
    label = "database"

    def ready(self) -> None:
        """After each migration the role of web and worker is given what it may do, and the checks know it."""
        from . import checks  # noqa: F401 - registers itself, which needs the settings
        from .access import give_access

        post_migrate.connect(give_access, sender=self, dispatch_uid="database.give_access")
