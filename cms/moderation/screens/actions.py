"""What four eyes add to the menus of the edit screens, and what they leave out."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.action_menu import ActionMenuItem as PageItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.action_menu import ActionMenuItem as SnippetItem

from ..guarded import Guarded
from . import addresses

SUBMIT = "action-submit"
SAVE = {"action-save", "action-save-draft"}
ALONE = {"action-publish", "action-unpublish", "action-delete", "action-lock", "action-unlock"}


def _thing(context: dict[str, Any]) -> Any:
    return context.get("instance") or context.get("page")


def _is_public_and_rests(thing: Any) -> bool:
    return bool(isinstance(thing, Guarded) and thing.pk and thing.live and not thing.workflow_in_progress)


class Beside(Component):
    """Saving, and submitting next to it; saving comes first, so that Enter in a field never submits."""

    name, order = "action-save-and-submit", 0

    def __init__(self, save: Component, submit: Component) -> None:
        self._items = (save, submit)

    @property
    def media(self) -> Media:
        """What the buttons need."""
        return sum((item.media for item in self._items), Media())

    def render_html(self, parent_context: Any = None) -> SafeString:
        """Both buttons."""
        return format_html_join("", "{}", ((item.render_html(parent_context),) for item in self._items))


class ReviewLink:
    """To the review page, while something waits."""

    name, label, icon_name, order = "action-review", "Review", "check", 5

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whether something waits."""
        thing = _thing(context)
        return bool(isinstance(thing, Guarded) and thing.pk and thing.workflow_in_progress)

    def get_url(self, context: dict[str, Any]) -> str:
        """The review page of what waits."""
        return addresses.review(_thing(context).current_workflow_task_state)


class WithdrawLink:
    """To the proposal of a withdrawal, while it is public and nothing waits."""

    name, label, icon_name, order = "action-withdraw", "Propose withdrawal…", "download", 90

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whether there is something to withdraw."""
        return _is_public_and_rests(thing := _thing(context)) and not thing.never_withdrawn

    def get_url(self, context: dict[str, Any]) -> str:
        """The form."""
        return addresses.withdraw(_thing(context))


class KeptLink(WithdrawLink):
    """In its place for what is never withdrawn: to the page that says why."""

    name, label, icon_name, order = "action-kept", "Why it isn’t withdrawn", "help", 90

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whether somebody may look for a way to withdraw it."""
        return _is_public_and_rests(thing := _thing(context)) and bool(thing.never_withdrawn)


class ReviewSnippet(ReviewLink, SnippetItem):
    """For snippets."""


class ReviewPage(ReviewLink, PageItem):
    """For pages."""


class WithdrawSnippet(WithdrawLink, SnippetItem):
    """For snippets."""


class KeptSnippet(KeptLink, SnippetItem):
    """For snippets; no page is kept for good."""


class WithdrawPage(WithdrawLink, PageItem):
    """For pages."""


def of_snippets(menu_items: list[Any], _request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave out what one person can't do to a moderated snippet, and add what two can."""
    if issubclass(context["model"], Guarded):
        _arrange(menu_items, (ReviewSnippet(), WithdrawSnippet(), KeptSnippet()), context)


def of_pages(menu_items: list[Any], _request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave out what one person can't do to a page, and add what two can."""
    _arrange(menu_items, (ReviewPage(), WithdrawPage()), context)


def _arrange(menu_items: list[Any], ours: tuple[Any, ...], context: dict[str, Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in ALONE]
    menu_items.extend(item for item in ours if item.is_shown(context))
    _put_submission_beside_saving(menu_items)


def _put_submission_beside_saving(menu_items: list[Any]) -> None:
    submit = next((item for item in menu_items if item.name == SUBMIT), None)
    save = next((item for item in menu_items if item.name in SAVE), None)
    if submit and save:
        menu_items[:] = [item for item in menu_items if item not in (save, submit)]
        menu_items.insert(0, Beside(save, submit))
