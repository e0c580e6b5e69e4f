from datetime import timedelta

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "cms.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of starts and of clean-up jobs, and let the feed ask whether maintenance keeps it from taking in."""
        from . import starting  # noqa: F401 - connects its signals
        from .checks.registry import Check, Group, register
        from .maintenance.receivers import connect
        from .upkeep import jobs  # noqa: F401 - connects its signals
        from .upkeep.checks import upkeep

        connect()
        register(
            Check(
                name="upkeep",
                title="Upkeep",
                group=Group.RECORD,
                look=upkeep,
                every=timedelta(hours=1),
                screen="operations_upkeep",
                remedy="Open Operations, Upkeep: it says what to do about each table and job.",
            )
        )
