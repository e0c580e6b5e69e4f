from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete


class ContentConfig(AppConfig):
    name = "cms.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Deleting images in bulk doesn't pass their own `delete()`."""
        pre_delete.connect(_refuse, sender=self.get_model("PublicImage"), dispatch_uid="content.image_delete")


def _refuse(sender: Any, instance: Any, **_: Any) -> None:  # noqa: ARG001 - a signal's signature
    instance.refuse_to_be_deleted()
