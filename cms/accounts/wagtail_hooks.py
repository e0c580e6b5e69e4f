"""What of Wagtail's menu people see, and what we add to its pages about people."""

from wagtail import hooks

from . import leaving, review
from .menu import hide_unused_menu_items, hide_unused_reports
from .own_page import change_password, change_second_factor

hooks.register("construct_main_menu", hide_unused_menu_items)
hooks.register("construct_reports_menu", hide_unused_reports)
hooks.register("register_account_menu_item", change_password)
hooks.register("register_account_menu_item", change_second_factor)
hooks.register("register_log_actions", leaving.register_words)
hooks.register("register_admin_urls", review.addresses)
hooks.register("register_reports_menu_item", review.menu_item)
