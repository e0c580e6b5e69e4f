"""Addresses of the back end: the admin for people, the API for programs."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include("cms.accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v1/", include("api.v1.urls")),
]
