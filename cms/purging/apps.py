from django.apps import AppConfig


class PurgingConfig(AppConfig):
    name = "cms.purging"
    label = "purging"

    def ready(self) -> None:
        """Hear of everything that becomes public."""
        from cms.content.signals import content_published
        from fundfeed.signals import record_published

        from . import hearing

        record_published.connect(hearing.of_record, dispatch_uid="purging.record")
        content_published.connect(hearing.of_content, dispatch_uid="purging.content")
