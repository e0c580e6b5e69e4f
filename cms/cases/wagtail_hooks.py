"""Times of cases in the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import CaseTimesViewSet

register_snippet(CaseTimesViewSet)
