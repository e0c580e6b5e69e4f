"""What of Wagtail's menu people see."""

from wagtail import hooks

from .menu import hide_unused_menu_items, hide_unused_reports

hooks.register("construct_main_menu", hide_unused_menu_items)
hooks.register("construct_reports_menu", hide_unused_reports)
