from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ModerationConfig(AppConfig):
    name = "cms.moderation"
    label = "moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Close the ways round the gate that lead past models, tell people each step, and assign the workflow."""
        from . import locked_doors, notices, workflow

        locked_doors.close()
        notices.connect()
        post_migrate.connect(workflow.assign_everywhere, sender=self)
