"""A rule about people: who belongs to a provider belongs to exactly one, and has no other role."""

from collections.abc import Collection

from .roles import INFORMATION_PROVIDER

NEEDS_PROVIDER = f"Say which one: a person with the role {INFORMATION_PROVIDER} belongs to exactly one provider."
NEEDS_ROLE = f"Somebody of a provider has the role {INFORMATION_PROVIDER}, no other role, and isn't a superuser."


def outsiders_faults(*, roles: Collection[str], has_provider: bool, is_superuser: bool) -> dict[str, str]:
    """What mixes a provider's people with ours, by the name of the field; empty when nothing does."""
    faults = {}
    if INFORMATION_PROVIDER in roles and not has_provider:
        faults["provider"] = NEEDS_PROVIDER
    if has_provider and (set(roles) != {INFORMATION_PROVIDER} or is_superuser):
        faults["roles"] = NEEDS_ROLE
    return faults
