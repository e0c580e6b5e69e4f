"""Where Wagtail shows a moderated thing; pages and snippets have different addresses."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.utils import quote
from django.urls import reverse
from wagtail.models import Page, TaskState


def edit(thing: Any) -> str:
    """The edit screen."""
    return _of(thing, "edit", quote(thing.pk))


def history(thing: Any) -> str:
    """The history with every version, to compare and to restore."""
    return _of(thing, "history", quote(thing.pk))


def look(state: TaskState, mode: str) -> str:
    """The submitted version as the public would see it, for whoever may decide."""
    return f"{reverse('moderation:look', args=[state.pk])}?{urlencode({'mode': mode})}"


def review(state: TaskState) -> str:
    """The review page of one submission."""
    return reverse("moderation:review", args=[state.pk])


def withdraw(thing: Any) -> str:
    """The form that proposes to take a public thing off."""
    return reverse("moderation:withdraw", args=[thing.get_content_type().pk, quote(thing.pk)])


def _of(thing: Any, view: str, *args: Any) -> str:
    if isinstance(thing, Page):
        return reverse(f"wagtailadmin_pages:{view}", args=args)
    return reverse(thing.snippet_viewset.get_url_name(view), args=args)
