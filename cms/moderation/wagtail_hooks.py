"""Four eyes in the admin: inbox, review page, and words for its own acts in histories."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from .listing import with_past
from .screens import actions, urls
from .screens.editor import say_it_is_a_draft, say_what_is_doubtful, say_what_must_change
from .screens.inbox import InboxPanel

REPLACED_PANELS = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}


class Withdrawal(LogFormatter):
    """A proposed withdrawal and its reason."""

    label = "Propose withdrawal"

    def format_message(self, log_entry: Any) -> str:
        """One line of a history."""
        return f"Withdrawal proposed: {log_entry.data.get('reason', '')}"


def register_withdrawal(registry: Any) -> None:
    """The words for a proposed withdrawal."""
    registry.register_action("moderation.withdraw")(Withdrawal)


def addresses() -> list[Any]:
    """The screens of four eyes."""
    return [path("review/", include(urls))]


def inbox_in_menu() -> MenuItem:
    """The inbox, first in the menu."""
    return MenuItem("Inbox", reverse_lazy("moderation:inbox"), name="inbox", icon_name="mail", order=10)


def show_inbox(_request: HttpRequest, panels: list[Any]) -> None:
    """One inbox in place of Wagtail's lists, which know nothing of four eyes."""
    panels[:] = [panel for panel in panels if panel.name not in REPLACED_PANELS]
    panels.append(InboxPanel())


def list_with_past(_parent: Any, pages: Any, _request: HttpRequest) -> Any:
    """The pages of a list, with what its buttons ask of each."""
    return with_past(pages)


def style_sheet() -> str:
    """A link to our style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("moderation/moderation.css"))


hooks.register("register_log_actions", register_withdrawal)
hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_menu_item", inbox_in_menu)
hooks.register("construct_homepage_panels", show_inbox)
hooks.register("construct_explorer_page_queryset", list_with_past)
hooks.register("insert_global_admin_css", style_sheet)
hooks.register("before_edit_page", say_what_must_change)
hooks.register("before_edit_snippet", say_what_must_change)
for saved in ("after_create_page", "after_edit_page", "after_create_snippet", "after_edit_snippet"):
    hooks.register(saved, say_it_is_a_draft)
    hooks.register(saved, say_what_is_doubtful)
hooks.register("construct_snippet_action_menu", actions.of_snippets)
hooks.register("construct_page_action_menu", actions.of_pages)
