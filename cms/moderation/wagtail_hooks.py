"""Four eyes in the admin: buttons that nobody can use alone aren't shown, and its own acts have words in histories."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from .guarded import Guarded

ALONE = {"action-publish", "action-unpublish", "action-delete", "action-lock", "action-unlock"}


class Withdrawal(LogFormatter):
    """A proposed withdrawal and its reason."""

    label = "Propose withdrawal"

    def format_message(self, log_entry: Any) -> str:
        """One line of a history."""
        return f"Withdrawal proposed: {log_entry.data.get('reason', '')}"


def register_withdrawal(actions: Any) -> None:
    """The words for a proposed withdrawal."""

    actions.register_action("moderation.withdraw")(Withdrawal)


def hide_acts_of_one_person(menu_items: list[Any], _request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave out what a single person can't do to a moderated snippet."""
    if issubclass(context["model"], Guarded):
        menu_items[:] = [item for item in menu_items if item.name not in ALONE]


def hide_acts_of_one_person_on_pages(menu_items: list[Any], _request: HttpRequest, _context: dict[str, Any]) -> None:
    """Leave out what a single person can't do to a page."""
    menu_items[:] = [item for item in menu_items if item.name not in ALONE]


hooks.register("register_log_actions", register_withdrawal)
hooks.register("construct_snippet_action_menu", hide_acts_of_one_person)
hooks.register("construct_page_action_menu", hide_acts_of_one_person_on_pages)
