"""What a submission would change, field by field, shown by Wagtail's own comparisons."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Page

from .wording import in_words


@dataclass(frozen=True, slots=True)
class Differences:
    """The fields that differ from what is public; `is_new` says that nothing is."""

    is_new: bool
    fields: list[Any]


def against_public(submitted: Any, *, request: HttpRequest) -> Differences:
    """Compare the submitted version with the row that the public sees, or with an empty one."""
    public = type(submitted)._base_manager.get(pk=submitted.pk)
    holds = submitted.holds_now()
    before = holds or (public if public.live else _empty_like(submitted))
    panel = _edit_handler(submitted).get_bound_panel(instance=public, request=request, form=None)
    is_new = holds is None and not public.live
    compared = (comparison(before, submitted) for comparison in panel.get_comparison())
    fields = (in_words(field, before, submitted, is_new=is_new) for field in compared)
    return Differences(is_new=is_new, fields=[field for field in fields if field.has_changed()])


def _edit_handler(thing: Any) -> Any:
    return type(thing).get_edit_handler() if isinstance(thing, Page) else get_edit_handler(type(thing))


def _empty_like(thing: Any) -> Any:
    """A row with nothing in it; it keeps its place, because comparisons of relations ask for it."""
    empty = type(thing)()
    empty.pk = thing.pk
    return empty
