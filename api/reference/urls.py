"""Addresses of the pages; they need no database, and so stand when it doesn't."""

from django.db.transaction import non_atomic_requests
from django.urls import path

from .views import index, room

urlpatterns = [
    path("", non_atomic_requests(index), name="api-docs"),
    path("<slug:slug>/", non_atomic_requests(room), name="api-docs-room"),
]
