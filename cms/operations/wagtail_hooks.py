"""Operations in the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import MaintenanceWindowViewSet, StatusNoticeViewSet

register_snippet(MaintenanceWindowViewSet)
register_snippet(StatusNoticeViewSet)
