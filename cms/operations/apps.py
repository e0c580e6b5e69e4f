from datetime import timedelta

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "cms.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of it when the schedule or a worker starts, and when a clean-up job ran."""
        from . import starting  # noqa: F401 - connects its signals
        from .checks.registry import Check, Group, register
        from .upkeep import jobs  # noqa: F401 - connects its signals
        from .upkeep.checks import upkeep

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
