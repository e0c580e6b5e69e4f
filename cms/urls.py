"""Addresses of the back end: the admin for people, the API for programs, and a page for whoever sets those up."""

from django.db.transaction import non_atomic_requests
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

TO_THE_DOCS = RedirectView.as_view(pattern_name="api-docs")

urlpatterns = [
    path("admin/", include("cms.accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("ops/", include("cms.incidents.urls")),
    path("partners/", include("cms.partners.urls")),
    path("api/docs/", include("api.reference.urls")),
    path("api/", non_atomic_requests(TO_THE_DOCS)),
    path("api/v1/", non_atomic_requests(TO_THE_DOCS)),
    path("api/v1/", include("api.v1.urls")),
]
