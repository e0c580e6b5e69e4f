"""The feed in the menu, and its state on the dashboard."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.facts.viewset import register_facts

from .dashboard import FeedPanel
from .viewsets import FeedGroup

register_facts(FeedGroup)


def show_feed(_request: HttpRequest, panels: list[Any]) -> None:
    """Put the state of the feed onto the dashboard."""
    panels.append(FeedPanel())


hooks.register("construct_homepage_panels", show_feed)
