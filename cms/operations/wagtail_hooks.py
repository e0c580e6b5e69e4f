"""Operations in the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import MaintenanceWindowViewSet

register_snippet(MaintenanceWindowViewSet)
