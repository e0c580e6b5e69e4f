"""Wagtail's own document library is left out: its files go live at once, seen by nobody but their uploader.

The admin's pages nevertheless ask for the address of that library's API, so here is one that knows no document.
"""

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path


class NoDocument:
    """What the empty library consists of."""


def nothing(_request: HttpRequest) -> JsonResponse:
    """An empty list in the form of Wagtail's admin API."""
    return JsonResponse({"meta": {"total_count": 0}, "items": []})


class NoDocumentsEndpoint:
    """An endpoint of the admin API without documents."""

    model = NoDocument

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address that the admin asks for."""
        return [path("", nothing, name="listing")]
