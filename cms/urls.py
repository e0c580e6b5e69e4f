"""Addresses of the back end: the admin for people, the API for programs, and a page for whoever sets those up."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include("cms.accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("ops/", include("cms.incidents.urls")),
    path("partners/", include("cms.partners.urls")),
    path("api/docs/", include("api.reference.urls")),
    path("api/v1/", include("api.v1.urls")),
]
