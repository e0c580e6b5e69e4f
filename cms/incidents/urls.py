"""Addresses for programs that report what they saw."""

from django.urls import path

from .alerts_view import AlertsView

urlpatterns = [path("alerts/", AlertsView.as_view(), name="incidents_alerts")]
