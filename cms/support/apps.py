"""Support as a Django application."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Articles, requests and their clocks."""

    name = "cms.support"
