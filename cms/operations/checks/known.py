"""Every check that is known: those that come with the product, and those of other applications."""

from . import registry
from .registry import Check, Group
from .shipped import SHIPPED


def registered() -> tuple[Check, ...]:
    """Every check, group by group; one that was registered takes the place of a shipped one of its name."""
    known = {check.name: check for check in SHIPPED} | registry.own
    groups = list(Group)
    return tuple(sorted(known.values(), key=lambda check: groups.index(check.group)))
