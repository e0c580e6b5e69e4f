"""Addresses for partners' people, outside the admin."""

from django.urls import re_path

from .claim_view import ClaimView

app_name = "partners"
urlpatterns = [re_path(r"^claim/(?P<token>[A-Za-z0-9_-]{43})/$", ClaimView.as_view(), name="claim")]
