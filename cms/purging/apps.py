from django.apps import AppConfig


class PurgingConfig(AppConfig):
    name = "cms.purging"
    label = "purging"

    def ready(self) -> None:
        """Hear of everything that becomes public."""
        from cms.content.signals import content_published
        from fundfeed.signals import document_type_changed, record_published

        from . import hearing

        record_published.connect(hearing.of_record, dispatch_uid="purging.record")
        document_type_changed.connect(hearing.of_document_type, dispatch_uid="purging.document_type")
        content_published.connect(hearing.of_content, dispatch_uid="purging.content")
