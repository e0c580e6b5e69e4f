"""The feed in the menu, and its state on the dashboard."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.facts.outsiders import is_outsider
from cms.facts.viewset import register_facts

from . import guide
from .dashboard import FeedPanel
from .viewsets import FeedGroup

OUTSIDERS_MENU = ("feed", "guide")

register_facts(FeedGroup)


def show_feed(_request: HttpRequest, panels: list[Any]) -> None:
    """Put the state of the feed onto the dashboard."""
    panels.append(FeedPanel())


def keep_outsiders_to_their_menu(request: HttpRequest, items: list[Any]) -> None:
    """Show an outsider what is behind its doors, and nothing else."""
    if is_outsider(request.user):
        items[:] = [item for item in items if item.name in OUTSIDERS_MENU]


hooks.register("construct_homepage_panels", show_feed)
hooks.register("construct_main_menu", keep_outsiders_to_their_menu)
hooks.register("register_admin_urls", guide.urls)
hooks.register("register_admin_menu_item", guide.menu_item)
