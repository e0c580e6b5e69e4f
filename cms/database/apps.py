from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DatabaseConfig(AppConfig):
    name = "cms.database"
    label = "database"

    def ready(self) -> None:
        """After each migration functions are tied to our tables and web and worker given what they may do."""
        from . import checks  # noqa: F401 - registers itself, which needs the settings
        from .access import give_access
        from .search_path import fix_search_paths

        post_migrate.connect(fix_search_paths, sender=self, dispatch_uid="database.fix_search_paths")
        post_migrate.connect(give_access, sender=self, dispatch_uid="database.give_access")
