"""Addresses of the pages; they need no database, and so stand when it doesn't."""

from django.db.transaction import non_atomic_requests
from django.urls import path

from .views import guide, index, room

urlpatterns = [
    path("", non_atomic_requests(index), name="api-docs"),
    path("guides/<str:name>", non_atomic_requests(guide), name="api-docs-guide"),
    path("<slug:slug>/", non_atomic_requests(room), name="api-docs-room"),
]
