"""A calm menu: what this installation doesn't use isn't shown."""

from typing import Any

from django.http import HttpRequest

UNUSED_MENU_ITEMS = {"help"}
UNUSED_REPORTS = {"aging-pages", "page-types-usage", "locked-pages"}


def hide_unused_menu_items(_request: HttpRequest, items: list[Any]) -> None:
    """Leave out the links to Wagtail's own news and guides."""
    items[:] = [item for item in items if item.name not in UNUSED_MENU_ITEMS]


def hide_unused_reports(_request: HttpRequest, items: list[Any]) -> None:
    """Leave out reports about large page trees."""
    items[:] = [item for item in items if item.name not in UNUSED_REPORTS]
