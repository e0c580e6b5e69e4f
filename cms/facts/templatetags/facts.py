"""Template tags for pages of facts: badges, addresses, and values as people read them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.db.models import Model

from .. import links, wording
from ..badges import Badge

register = template.Library()
register.filter("duration", wording.duration)
register.filter("filesize", wording.size)
register.filter("share", wording.share)
register.filter("amount", wording.amount)
register.filter("day", wording.day)


@register.inclusion_tag("facts/badge.html")
def badge(state: Badge) -> Mapping[str, Any]:
    """A state with its colour, icon and word."""
    return {"badge": state}


@register.simple_tag(takes_context=True)
def page_url(context: Mapping[str, Any], instance: Model | None) -> str:
    """The address of a fact's page, or "" when there is none that the reader may see."""
    return links.page_of(type(instance), instance.pk, user=context["request"].user) if instance else ""
