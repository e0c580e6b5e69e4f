"""Words for the pages about people."""

from datetime import timedelta

from django import template

register = template.Library()


@register.filter
def minutes(span: timedelta) -> int:
    """A span in whole minutes."""
    return int(span.total_seconds()) // 60
