"""Version 1 of the public API."""

from django.db.transaction import non_atomic_requests
from django.urls import path, re_path

from api.errors import not_found

from .documents import DocumentView
from .funds import FacetsView, FundListView, FundView
from .schema import SchemaView
from .status import StatusView

urlpatterns = [
    path("funds/", non_atomic_requests(FundListView.as_view()), name="funds"),
    path("funds/facets/", non_atomic_requests(FacetsView.as_view()), name="fund-facets"),
    path("funds/<str:fund_id>/", non_atomic_requests(FundView.as_view()), name="fund"),
    re_path(r"^documents/(?P<sha256>[0-9a-f]{64})\.pdf$", non_atomic_requests(DocumentView.as_view()), name="document"),
    path("status/", non_atomic_requests(StatusView.as_view()), name="status"),
    path("openapi.json", non_atomic_requests(SchemaView.as_view()), name="openapi"),
    re_path(r"", not_found),
]
